package io.jenkins.plugins.mlsteps.deploy.local;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts the model server with the Java and the class path of the process that deploys.
 *
 * @param main class of the server
 * @param options for its JVM, such as {@code -Xmx1g}
 */
public record JavaServer(String main, List<String> options) implements ServerCommand {
    @Override
    public List<String> prefix() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", absoluteClassPath(), main));
        return command;
    }

    /** The server runs in a directory of its own, from which a relative class path leads nowhere. */
    private static String absoluteClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
