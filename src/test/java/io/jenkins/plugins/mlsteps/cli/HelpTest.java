package io.jenkins.plugins.mlsteps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HelpTest {
    @Test
    void saysWhatAParameterMeansAsTheDocumentationDoes() {
        assertThat(help("tune"))
                .contains("ML_PARAMS, ML_PARAM_<NAME> and ${name} in the command.")
                .contains("what a map leaves out is chosen by the sampler.")
                .containsPattern("Parameter sets to try first.{0,200}Each a JSON object, or a file with a list of them\\.")
                .containsPattern("What to vary.{0,200}Each a JSON object with its type, or a file with a list of them\\.");
    }

    @Test
    void namesTheCommandThatPrintsTheCompletion() {
        assertThat(help("completion"))
                .contains("source <(mlsteps completion)", "Usage: mlsteps completion")
                .doesNotContain("generate-completion");
    }

    /** In one line, whatever the width of the terminal. */
    private static String help(String command) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        Mlsteps.commandLine(new Terminal(InputStream.nullInputStream(), out, out, false)).execute(command, "--help");
        return said.toString(StandardCharsets.UTF_8).replaceAll("\\s+", " ");
    }
}
