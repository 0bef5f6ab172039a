package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.cli.session.Shell;
import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** {@code sh}: a script in the POSIX shell. */
@Word(value = "sh", doc = "Run a shell script; a non-zero exit fails the step.")
public record ShStep(
        @Parameter(value = "The script; its first line may name an interpreter with #!.", required = true) String script,
        @Parameter(value = "Return standard output instead of logging it.", defaultValue = "false")
                boolean returnStdout,
        @Parameter(value = "Return the exit status instead of failing.", defaultValue = "false") boolean returnStatus,
        @Parameter("Shown in the log in place of the script.") String label,
        @Parameter("Encoding of the output; UTF-8 when not given.") String encoding)
        implements Step {
    public ShStep {
        if (returnStdout && returnStatus) {
            throw new SpecException("both 'returnStdout' and 'returnStatus' are true: choose one");
        }
        if (encoding != null && !Charset.isSupported(encoding)) {
            throw new SpecException("parameter 'encoding' is '" + encoding + "', which this Java does not know");
        }
    }

    @Override
    public Object run(StepCall call) throws Exception {
        if (!Files.isDirectory(call.frame().directory())) {
            throw new RejectedStep("sh: directory " + call.frame().directory() + " does not exist");
        }
        Charset charset = encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding);
        Shell.Exit exit = call.session()
                .shell()
                .run(call.frame(), script, call.environment(), returnStdout ? charset : null);
        if (returnStatus) {
            return exit.status();
        }
        if (exit.status() != 0) {
            throw new StepError("sh: script returned exit code " + exit.status() + meaning(exit.status()));
        }
        return returnStdout ? exit.output() : null;
    }

    private static String meaning(int status) {
        return switch (status) {
            case 126 -> " (not executable)";
            case 127 -> " (command not found)";
            case 137 -> " (killed; perhaps out of memory)";
            case 139 -> " (segmentation fault)";
            default -> status > 128 && status < 160 ? " (signal " + (status - 128) + ")" : "";
        };
    }
}
