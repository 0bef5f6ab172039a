package io.jenkins.plugins.mlsteps.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HomeDirectoryTest {
    /** What Java says of a user whom the system does not know, as in containers. */
    private static final String UNKNOWN = "?";

    @Test
    void isWhereTheVariablesSayBeforeWhereTheUserLives() {
        assertThat(HomeDirectory.of(Map.of("MLSTEPS_HOME", "/own", "XDG_STATE_HOME", "/state", "HOME", "/home"), "/user"))
                .isEqualTo(Path.of("/own"));
        assertThat(HomeDirectory.of(Map.of("XDG_STATE_HOME", "/state", "HOME", "/home"), "/user"))
                .isEqualTo(Path.of("/state/mlsteps"));
        assertThat(HomeDirectory.of(Map.of("HOME", "/home"), UNKNOWN)).isEqualTo(Path.of("/home/.local/state/mlsteps"));
        assertThat(HomeDirectory.of(Map.of("HOME", "home"), "/user")).isEqualTo(Path.of("/user/.local/state/mlsteps"));
        assertThat(HomeDirectory.of(Map.of(), "/user")).isEqualTo(Path.of("/user/.local/state/mlsteps"));
    }

    @Test
    void isAskedForWhereNothingNamesIt() {
        assertThatThrownBy(() -> HomeDirectory.of(Map.of("HOME", ""), UNKNOWN))
                .isInstanceOfSatisfying(
                        UncheckedIOException.class,
                        failure -> assertThat(IoFailure.sentence(failure)).contains("set MLSTEPS_HOME").doesNotContain("Exception"));
    }
}
