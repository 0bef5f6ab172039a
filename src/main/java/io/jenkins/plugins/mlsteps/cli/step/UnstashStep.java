package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** {@code unstash}. */
@Word(value = "unstash", doc = "Bring back the files of a stash.")
public record UnstashStep(@Parameter(value = "Name of the stash.", required = true) String name) implements Step {
    public UnstashStep {
        StashStep.checkName(name);
    }

    @Override
    public Object run(StepCall call) throws IOException {
        Path stash = call.session().files().stashes().resolve(name);
        if (!Files.isDirectory(stash)) {
            throw new RejectedStep("unstash: nothing was stashed as '" + name + "'");
        }
        try (Stream<Path> files = Files.walk(stash)) {
            List<Path> relative =
                    files.filter(Files::isRegularFile).map(stash::relativize).toList();
            ArchiveArtifactsStep.copy(stash, relative, call.frame().directory());
        }
        return null;
    }
}
