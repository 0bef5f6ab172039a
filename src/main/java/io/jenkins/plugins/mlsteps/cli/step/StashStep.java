package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code stash}. */
@Word(value = "stash", doc = "Keep files for a later stage of this build.")
public record StashStep(
        @Parameter(value = "Name of the stash.", required = true) String name,
        @Parameter("Ant patterns; everything when not given.") String includes,
        @Parameter("Ant patterns of files to leave out.") String excludes,
        @Parameter(value = "Whether no match is fine.", defaultValue = "false") boolean allowEmpty,
        @Parameter(value = "Leave out version control directories.", defaultValue = "true") boolean useDefaultExcludes)
        implements Step {
    public StashStep {
        checkName(name);
    }

    static void checkName(String name) {
        if (!name.matches("[A-Za-z0-9_][A-Za-z0-9._-]*")) {
            throw new SpecException(
                    "parameter 'name' is '" + name + "', allowed are letters, digits, '.', '_' and '-'");
        }
    }

    @Override
    public Object run(StepCall call) throws IOException {
        Path directory = call.frame().directory();
        List<Path> files = AntPatterns.of(includes, excludes, useDefaultExcludes).in(directory);
        if (files.isEmpty() && !allowEmpty) {
            throw new StepError("stash: no file in " + directory + " matches '" + (includes == null ? "**" : includes)
                    + "' (allowEmpty: true if that is fine)");
        }
        Path stash = call.session().files().stashes().resolve(name);
        FileTree.remove(stash);
        Files.createDirectories(stash);
        ArchiveArtifactsStep.copy(directory, files, stash);
        call.log().line("stash '" + name + "': " + files.size() + " file(s)");
        return null;
    }
}
