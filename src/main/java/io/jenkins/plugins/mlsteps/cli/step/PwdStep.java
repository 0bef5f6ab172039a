package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.nio.file.Files;

/** {@code pwd}. */
@Word(value = "pwd", doc = "The current directory.")
public record PwdStep(
        @Parameter(value = "A directory for temporary files instead.", defaultValue = "false") boolean tmp)
        implements Step {
    @Override
    public Object run(StepCall call) throws IOException {
        return tmp
                ? Files.createDirectories(call.session().files().temporary()).toString()
                : call.frame().directory().toString();
    }
}
