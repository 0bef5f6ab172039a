package io.jenkins.plugins.mlsteps.workload.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A session of its own for a process: what a terminal sends to ours, such as Ctrl-C, does not reach it. */
public final class OwnSession {
    /** Nothing to read. */
    public static final ProcessBuilder.Redirect NO_INPUT =
            ProcessBuilder.Redirect.from(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null"));

    private OwnSession() {}

    /** What to put before a command: {@code setsid} of util-linux; nothing on a system that has none. */
    public static List<String> prefix() {
        return prefix(System.getenv().getOrDefault("PATH", ""));
    }

    static List<String> prefix(String searchPath) {
        return Stream.of(searchPath.split(File.pathSeparator))
                .flatMap(directory -> setsid(directory).stream())
                .findFirst()
                .map(setsid -> List.of(setsid.toString()))
                .orElse(List.of());
    }

    /** Not in the current directory, which a process of ours may not share: an entry has to be absolute. */
    private static Optional<Path> setsid(String directory) {
        try {
            return Optional.of(Path.of(directory, "setsid"))
                    .filter(Path::isAbsolute)
                    .filter(Files::isRegularFile)
                    .filter(Files::isExecutable);
        } catch (InvalidPathException e) {
            return Optional.empty(); // as a shell, which finds nothing in such a directory
        }
    }
}
