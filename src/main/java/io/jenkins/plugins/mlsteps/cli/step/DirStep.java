package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code dir}. */
@Word(value = "dir", doc = "Run steps in another directory, which is made when it does not exist.")
public record DirStep(@Parameter(value = "The directory, relative to the current one.", required = true) String path)
        implements BlockStep {
    @Override
    public Object run(StepCall call) throws Exception {
        Path directory = call.resolve(path);
        Files.createDirectories(directory);
        return call.body().in(call.frame().in(directory));
    }
}
