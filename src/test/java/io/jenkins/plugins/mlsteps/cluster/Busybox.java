package io.jenkins.plugins.mlsteps.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The tools of which the usual helper image is made, where this machine has them. */
public final class Busybox {
    private static final Path BINARY = Path.of("/bin/busybox");

    private Busybox() {}

    /**
     * Puts them into a directory. Of the machine's own are {@code tar}, and {@code sh} which would not look for it, where busybox was
     * built without what that of the image has.
     *
     * @param directory an empty one
     * @return the directory; empty when there is no busybox here
     */
    public static Optional<Path> in(Path directory) throws IOException, InterruptedException {
        if (!Files.isExecutable(BINARY)) {
            return Optional.empty();
        }
        Path binary = Files.copy(BINARY, directory.resolve("busybox"));
        run(binary, "--install", directory.toString());
        if (!run(binary, "tar", "--help").contains("-T FILE")) {
            for (String tool : new String[] {"tar", "sh"}) {
                Files.delete(directory.resolve(tool));
                Files.createSymbolicLink(directory.resolve(tool), Path.of("/bin", tool));
            }
        }
        return Optional.of(directory);
    }

    /** Such as {@code BusyBox v1.37.0}: how fast its digest is depends on it. */
    public static String version() throws IOException, InterruptedException {
        return run(BINARY).lines().findFirst().orElseThrow().replaceFirst(" \\(.*", "");
    }

    private static String run(Path binary, String... arguments) throws IOException, InterruptedException {
        String[] command = new String[arguments.length + 1];
        command[0] = binary.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        process.waitFor();
        return output;
    }
}
