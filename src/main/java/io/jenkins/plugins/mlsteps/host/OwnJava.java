package io.jenkins.plugins.mlsteps.host;

import java.io.File;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Starts JVMs of our own classes on the machine that owns the workspace, so that a model that eats memory or crashes natively
 * takes nothing with it.
 *
 * @param classPath absolute paths on that machine, separated as there
 */
public record OwnJava(String classPath) implements Serializable {
    /** The classes of this process, for a host on whose machine its workspaces are. */
    public static OwnJava ofThisProcess() {
        return new OwnJava(Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(System.getProperty("java.class.path"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator)));
    }

    /** The program, on the machine where this is called: the Java that runs there. */
    private static String executable() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /**
     * The command that starts a main class, from any directory, in our {@link #environment}; asked for on the machine where it
     * will run.
     *
     * @param main name of the class
     * @param options for the JVM, such as {@code -Xmx1g}
     */
    public List<String> command(String main, List<String> options, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(executable());
        command.addAll(options);
        command.add(main);
        command.addAll(arguments);
        return command;
    }

    /**
     * What the command finds its classes by. Not an argument: a class path is longer than {@code cmd} of Windows takes, and would hide
     * the others from who lists processes.
     */
    public Map<String, String> environment() {
        return Map.of("CLASSPATH", classPath);
    }
}
