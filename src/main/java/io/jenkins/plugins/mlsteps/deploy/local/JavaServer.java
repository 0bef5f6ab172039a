package io.jenkins.plugins.mlsteps.deploy.local;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        command.add(main);
        return command;
    }

    /**
     * The class path, absolute, for the server runs in a directory of its own. Not an argument: a long one would hide the
     * others from who lists processes.
     */
    @Override
    public Map<String, String> environment() {
        String path = Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        return Map.of("CLASSPATH", path);
    }
}
