package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** {@code archiveArtifacts}: keeps copies under {@code .mlsteps/archive/<build number>}. */
@Word(value = "archiveArtifacts", doc = "Keep files of the build.")
public record ArchiveArtifactsStep(
        @Parameter(value = "Ant patterns, separated by commas.", required = true) String artifacts,
        @Parameter("Ant patterns of files to leave out.") String excludes,
        @Parameter(value = "Whether no match is fine.", defaultValue = "false") boolean allowEmptyArchive,
        @Parameter(value = "Only when nothing went wrong so far.", defaultValue = "false") boolean onlyIfSuccessful,
        @Parameter(value = "Accepted; copies are digested nowhere here.", defaultValue = "false") boolean fingerprint,
        @Parameter(value = "Leave out version control directories.", defaultValue = "true") boolean defaultExcludes,
        @Parameter(value = "Accepted; names are compared exactly.", defaultValue = "true") boolean caseSensitive,
        @Parameter(value = "Accepted; links to files are followed.", defaultValue = "true") boolean followSymlinks)
        implements Step {
    @Override
    public Object run(StepCall call) throws IOException {
        String result = call.session().build().getCurrentResult();
        if (onlyIfSuccessful && !result.equals(Result.SUCCESS.name())) {
            call.log().line("archiveArtifacts: not archived, the build is " + result);
            return null;
        }
        List<Path> files = AntPatterns.of(artifacts, excludes, defaultExcludes).in(call.frame().directory());
        if (files.isEmpty() && !allowEmptyArchive) {
            throw new StepError("archiveArtifacts: no file in " + call.frame().directory() + " matches '" + artifacts
                    + "' (allowEmptyArchive: true if that is fine)");
        }
        Path archive = call.session()
                .files()
                .archive()
                .resolve(call.session().build().getId());
        copy(call.frame().directory(), files, archive);
        call.log().line("archiveArtifacts: " + files.size() + " file(s) to " + archive);
        return null;
    }

    static void copy(Path from, List<Path> files, Path to) throws IOException {
        for (Path file : files) {
            Path target = to.resolve(file);
            Files.createDirectories(target.getParent());
            Files.copy(from.resolve(file), target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
