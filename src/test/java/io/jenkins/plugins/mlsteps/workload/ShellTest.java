package io.jenkins.plugins.mlsteps.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.nio.file.FileSystem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "0.01 | 0.01 | 0.01",
        "a/b.txt | a/b.txt | a/b.txt",
        "C:\\data | 'C:\\data' | C:\\data",
        "two words | 'two words' | ^\"two words^\"",
        "it's | 'it'\\''s' | ^\"it's^\"",
        "{\"a\":1} | '{\"a\":1}' | ^\"{^\"^\"a^\"^\":1}^\"",
        "50% | 50% | ^\"50%%^\"",
        "a&b>c | 'a&b>c' | ^\"a^&b^>c^\"",
        "ends in \\ | 'ends in \\' | ^\"ends in \\\\^\"",
        "\\\"| '\\\"' | ^\"\\\\^\"^\"^\"",
        "~~ | '' | ^\"^\"",
    })
    void aTextIsOneWordHoweverItReads(String text, String posix, String windows) {
        assertThat(Shell.POSIX.word(text)).isEqualTo(posix);
        assertThat(Shell.WINDOWS.word(text)).isEqualTo(windows);
    }

    @Test
    void aTextOfSeveralLinesBeginsNoCommandOfItsOwn() {
        assertThat(Shell.POSIX.word("a\nrm x")).isEqualTo("'a\nrm x'");
        assertThatThrownBy(() -> Shell.WINDOWS.word("a\ndel x"))
                .isInstanceOf(SpecException.class)
                .hasMessage("'a…' has several lines, which no command of Windows can hold: read it from the variable ML_PARAMS instead");
    }

    /** As {@code %*} of a batch file puts it into another command: without the escapes, so that quotes alone protect it. */
    @ParameterizedTest
    @ValueSource(strings = {"\"&echo INJECTED&\"", "a\"&echo INJECTED", "\\\"|more", "\"\"&del x", "\\\\\"\\\">x"})
    void aQuoteInATextLetsNoBatchFileRunTheRest(String text) {
        String argument = Shell.WINDOWS.word(text).replaceAll("\\^(.)", "$1");

        assertThat(argument.replaceAll("\"[^\"]*\"", "")).isEmpty();
        assertThat(argument.substring(1, argument.length() - 1).replaceAll("(\\\\*)\\1\"\"", "$1\"")).isEqualTo(text);
    }

    @Test
    void wordsStandApart() {
        assertThat(Shell.WINDOWS.words(List.of("C:\\Program Files\\java", "-version")))
                .isEqualTo("^\"C:\\Program Files\\java^\" -version");
    }

    @Test
    void anExitCodeIsReadAsTheSystemMeansIt() {
        assertThat(Shell.POSIX.exit(137)).startsWith("exit code 137: ended by signal 9");
        assertThat(Shell.WINDOWS.exit(137)).isEqualTo("exit code 137");
        assertThat(Shell.WINDOWS.exit(9009)).isEqualTo("exit code 9009: a command was not found");
        assertThat(Shell.WINDOWS.exit(-1073741819)).isEqualTo("exit code 0xC0000005");
    }

    @Test
    void aWorkspaceHasTheShellAndThePathsOfItsFileSystem() throws Exception {
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            WorkingDirectory directory = WorkingDirectory.of(windows.getPath("C:\\agent\\churn"));

            assertThat(directory.shell()).isEqualTo(Shell.WINDOWS);
            assertThat(directory.resolve("ml/train/churn/output")).isEqualTo("C:\\agent\\churn\\ml\\train\\churn\\output");
        }
        assertThat(new WorkingDirectory("/workspace", Shell.POSIX).resolve("out/model")).isEqualTo("/workspace/out/model");
    }
}
