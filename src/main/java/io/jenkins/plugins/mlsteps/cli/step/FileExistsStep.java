package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.nio.file.Files;

/** {@code fileExists}. */
@Word(value = "fileExists", doc = "Whether a file or directory exists.")
public record FileExistsStep(@Parameter(value = "The file.", required = true) String file) implements Step {
    @Override
    public Object run(StepCall call) {
        return Files.exists(call.resolve(file));
    }
}
