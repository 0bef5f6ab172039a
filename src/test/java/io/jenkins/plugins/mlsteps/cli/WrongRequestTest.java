package io.jenkins.plugins.mlsteps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A request that is wrong ends with exit status 2 before anything runs, and says in one sentence what is wrong. */
class WrongRequestTest {
    private static final String X = "{\"type\":\"uniform\",\"name\":\"x\",\"min\":0,\"max\":1}";

    @TempDir
    Path workspace;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void aStudyToLearnFromMustBeThere() {
        assertThat(mlsteps(
                        "tune", "--name", "b", "--objective", "loss", "--direction", "minimize", "--space", X,
                        "--command", "touch ran", "--warm-start", "nope", "--workspace", workspace.toString()))
                .isEqualTo(2);
        assertThat(said()).startsWith("tuneHyperparams: parameter 'warmStart': there is no study 'nope'");
        assertThat(workspace).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "uniform(name: 'x', min: Double.NaN, max: 1)                | uniform: parameter 'min' must be a number, given is 'NaN'",
        "choice(name: 'x', values: [null, 1])                       | choice: parameter 'values', entry 1 is null",
        "unifrom(name: 'x', min: 0, max: 1)                         | unknown step 'unifrom'; did you mean 'uniform'?",
        "qqqqqqqqqqqqq(name: 'x', min: 0, max: 1)                   | logUniform",
        "choice(name: 'a', values: [1, 'x']), choice(name: 'b', values: [1, 2], when: 'a > 1') | parameter 'when'",
    })
    void whatIsWrongInTheTextOfAJenkinsfileIsSaidBeforeItRuns(String space, String sentence) throws Exception {
        Path jenkinsfile = workspace.resolve("Jenkinsfile");
        Files.writeString(
                jenkinsfile,
                "pipeline { agent any; stages { stage('a') { steps { script { tuneHyperparams(name: 'b', objective: 'loss',"
                        + " direction: 'minimize', trials: 2, command: 'touch ran', space: [" + space + "]) } } } } }");

        assertThat(mlsteps("run", jenkinsfile.toString())).as(said()).isEqualTo(2);
        assertThat(said()).contains(sentence).doesNotContain("Exception");
        assertThat(workspace.resolve("ran")).doesNotExist();
    }

    private int mlsteps(String... arguments) {
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        return Mlsteps.commandLine(new Terminal(InputStream.nullInputStream(), out, out, false)).execute(arguments);
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
