package io.jenkins.plugins.mlsteps.steps;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A JVM of our own classes beside the host's, so that a model that eats memory or crashes natively takes nothing with it. */
final class ChildJvm {
    private ChildJvm() {}

    /**
     * The command that starts a main class with the Java and the class path of the current process, from any directory.
     *
     * @param options for the JVM, such as {@code -Xmx1g}
     */
    static List<String> command(Class<?> main, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        command.add(classPath());
        command.add(main.getName());
        command.addAll(arguments);
        return command;
    }

    private static String classPath() {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
