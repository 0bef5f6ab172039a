package io.jenkins.plugins.mlsteps.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The files that a container sees: those of this machine, copied on write into memory, with its volumes mounted over them. Made
 * of a mount namespace and an overlay, so it needs Linux and either root or user namespaces.
 */
final class ContainerRoot {
    /** Arguments: a scratch directory, a working directory, a number of volumes, "directory path" of each, the command. */
    private static final String SCRIPT =
            """
            set -e
            scratch=$1 work=$2 volumes=$3; shift 3
            mount -t tmpfs tmpfs "$scratch"
            mkdir "$scratch/upper" "$scratch/work" "$scratch/root"
            root="$scratch/root"
            mount -t overlay overlay -o "lowerdir=/,upperdir=$scratch/upper,workdir=$scratch/work" "$root"
            mount --rbind /dev "$root/dev"
            mount --rbind /proc "$root/proc"
            while [ "$volumes" -gt 0 ]; do
              if [ -d "$1" ]; then mkdir -p "$root$2"; else mkdir -p "$root${2%/*}"; : > "$root$2"; fi
              mount --bind "$1" "$root$2"
              shift 2; volumes=$((volumes - 1))
            done
            mkdir -p "$root$work"
            exec chroot "$root" /usr/bin/env --chdir="$work" -- "$@"
            """;

    private static final List<String> NAMESPACE = "root".equals(System.getProperty("user.name"))
            ? List.of("unshare", "--mount")
            : List.of("unshare", "--mount", "--map-root-user");

    private static Optional<String> problem;

    private ContainerRoot() {}

    /** Why no container can be started on this machine; empty if one can. */
    static synchronized Optional<String> unsupported() throws IOException, InterruptedException {
        if (problem == null) {
            Path scratch = Files.createTempDirectory("mlsteps-root");
            Process probe = new ProcessBuilder(command(scratch, "/", Map.of(), List.of("true")))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(probe.getInputStream().readAllBytes()).strip();
            problem = probe.waitFor(30, TimeUnit.SECONDS) && probe.exitValue() == 0
                    ? Optional.empty()
                    : Optional.of(String.join(" ", NAMESPACE) + ": " + output);
            Files.delete(scratch);
        }
        return problem;
    }

    /**
     * What starts a container's command, in a session of its own.
     *
     * @param scratch an empty directory of the container's own
     * @param mounts path in the container to directory or file here, parents before children
     */
    static List<String> command(Path scratch, String workingDirectory, Map<String, Path> mounts, List<String> command) {
        List<String> all = new ArrayList<>(List.of("setsid"));
        all.addAll(NAMESPACE);
        all.addAll(List.of("sh", "-c", SCRIPT, "container", scratch.toString(), workingDirectory));
        all.add(Integer.toString(mounts.size()));
        mounts.forEach((path, source) -> all.addAll(List.of(source.toString(), path)));
        all.addAll(command);
        return all;
    }

    /** What runs another command among the files of a running container. */
    static List<String> enter(long pid, String workingDirectory, List<String> command) {
        List<String> all = new ArrayList<>(List.of("nsenter", "--target", Long.toString(pid)));
        if (NAMESPACE.contains("--map-root-user")) {
            all.addAll(List.of("--user", "--preserve-credentials"));
        }
        all.addAll(List.of("--mount", "--root", "--wd", "--", "/usr/bin/env", "--chdir=" + workingDirectory, "--"));
        all.addAll(command);
        return all;
    }
}
