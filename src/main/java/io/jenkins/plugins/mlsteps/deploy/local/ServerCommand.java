package io.jenkins.plugins.mlsteps.deploy.local;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/** The command that starts the model server, asked for on the machine where it will run. */
@FunctionalInterface
public interface ServerCommand extends Serializable {
    /** Program and first arguments; the model directory and options follow. */
    List<String> prefix() throws IOException;

    /** Added to the environment of the server. */
    default Map<String, String> environment() {
        return Map.of();
    }
}
