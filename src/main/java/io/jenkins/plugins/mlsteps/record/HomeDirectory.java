package io.jenkins.plugins.mlsteps.record;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** Where a machine keeps what outlives every workspace: endpoints and signing keys. */
public final class HomeDirectory {
    private static final String VARIABLE = "MLSTEPS_HOME";

    private HomeDirectory() {}

    /**
     * {@code $MLSTEPS_HOME}, else {@code $XDG_STATE_HOME/mlsteps}, else {@code ~/.local/state/mlsteps}; a blank variable counts as
     * none. {@code ~} is {@code $HOME}, except on Windows, or else the home directory of the user.
     *
     * @return absolute
     * @throws UncheckedIOException when nothing names such a directory
     */
    public static Path of(Map<String, String> environment) {
        return of(environment, System.getProperty("user.home"));
    }

    /** @param user what Java says is the home directory: {@code ?} for a user that the system does not know */
    static Path of(Map<String, String> environment, String user) {
        String home = environment.getOrDefault(VARIABLE, "");
        if (!home.isBlank()) {
            return Path.of(home).toAbsolutePath();
        }
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isBlank() ? ofUser(environment, user).resolve(".local").resolve("state") : Path.of(state);
        return base.resolve("mlsteps").toAbsolutePath();
    }

    private static Path ofUser(Map<String, String> environment, String user) {
        String home = environment.getOrDefault("HOME", "");
        if (File.separatorChar == '/' && home.startsWith("/")) {
            return Path.of(home);
        }
        if (user == null || !Path.of(user).isAbsolute()) {
            throw new UncheckedIOException(new IOException(
                    "this user has no home directory, and HOME names none: set " + VARIABLE + " to a directory for keys and endpoints"));
        }
        return Path.of(user);
    }
}
