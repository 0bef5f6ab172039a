package io.jenkins.plugins.mlsteps.record;

import java.nio.file.Path;
import java.util.Map;

/** Where a machine keeps what outlives every workspace: endpoints and signing keys. */
public final class HomeDirectory {
    private static final String VARIABLE = "MLSTEPS_HOME";

    private HomeDirectory() {}

    /**
     * {@code $MLSTEPS_HOME}, else {@code $XDG_STATE_HOME/mlsteps}, else {@code ~/.local/state/mlsteps}; a blank variable counts as
     * none.
     *
     * @return absolute
     */
    public static Path of(Map<String, String> environment) {
        String home = environment.getOrDefault(VARIABLE, "");
        if (!home.isBlank()) {
            return Path.of(home).toAbsolutePath();
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isBlank() ? Path.of(System.getProperty("user.home"), ".local", "state") : Path.of(state);
        return base.resolve("mlsteps").toAbsolutePath();
    }
}
