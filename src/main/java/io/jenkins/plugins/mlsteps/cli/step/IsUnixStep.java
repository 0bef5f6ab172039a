package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.File;

/** {@code isUnix}. */
@Word(value = "isUnix", doc = "Whether this machine is not Windows.")
public record IsUnixStep() implements Step {
    @Override
    public Object run(StepCall call) {
        return File.separatorChar == '/';
    }
}
