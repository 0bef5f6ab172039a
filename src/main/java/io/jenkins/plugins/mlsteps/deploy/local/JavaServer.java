package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.host.OwnJava;
import java.util.List;
import java.util.Map;

/**
 * Starts the model server in a JVM of our own classes.
 *
 * @param java with the classes of the server
 * @param main class of the server
 * @param options for its JVM, such as {@code -Xmx1g}
 */
public record JavaServer(OwnJava java, String main, List<String> options) implements ServerCommand {
    @Override
    public List<String> prefix() {
        return java.command(main, options, List.of());
    }

    @Override
    public Map<String, String> environment() {
        return java.environment();
    }
}
