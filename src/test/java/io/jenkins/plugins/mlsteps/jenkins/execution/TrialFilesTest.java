package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialFilesTest {
    @Test
    void takeFilesOfTheWorkspace() throws Exception {
        assertThat(TrialFiles.inside("ml/tune/lr/trials/0/output/a..b.txt")).isEqualTo("ml/tune/lr/trials/0/output/a..b.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "..", "../x", "a/../../x", "\\\\server\\share\\x", "\\x", "a\\..\\..\\x", "C:/x", "C:x"})
    void takeNoneFromOutsideOfItOnAnyMachine(String path) {
        assertThatThrownBy(() -> TrialFiles.inside(path))
                .isInstanceOf(IOException.class)
                .hasMessage("the file " + path + " of a trial is outside of its workspace");
    }
}
