package io.jenkins.plugins.mlsteps.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process with the Java and the class path of this one. */
public final class JavaProcess {
    /** For a process that lives a second or two. */
    public static final List<String> SMALL = List.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private JavaProcess() {}

    /**
     * The command line that starts it.
     *
     * @param options of the virtual machine
     */
    public static List<String> command(List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }
}
