package io.jenkins.plugins.mlsteps.cli.session;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.workload.local.Liveness;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The processes of scripts, written down while they run so that the run after a crash can stop what was left. */
public final class Processes {
    /** Between asking a process to end and making it. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** Two JVMs read the same start with a difference when the clock was set in between. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    private final Path directory;

    /** @param directory for one small file a process */
    public Processes(Path directory) {
        this.directory = directory;
    }

    /** A process that runs, with the file that tells of it. */
    public record Running(Process process, Path file) {
        /** Ends the process and all it started. */
        public void stop() {
            Processes.stop(process.toHandle());
        }

        void forget() throws IOException {
            Files.deleteIfExists(file);
        }
    }

    Running start(ProcessBuilder builder) throws IOException {
        Files.createDirectories(directory);
        Process process = builder.start();
        try {
            Path file = directory.resolve(process.pid() + ".json");
            Instant start = process.info().startInstant().orElse(Instant.EPOCH);
            Json.write(file, Map.of("pid", process.pid(), "start", start.toString()));
            return new Running(process, file);
        } catch (IOException e) {
            stop(process.toHandle()); // what nobody remembers must not run
            throw e;
        }
    }

    /**
     * Stops what a run that ended without saying so left behind.
     *
     * @return how many scripts were still running
     */
    public int stopLeftovers() throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        int stopped = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*.json")) {
            for (Path file : files) {
                stopped += stopLeftover(Json.tree(file));
                Files.delete(file);
            }
        }
        return stopped;
    }

    /** A process with the same number but another start is somebody else's. */
    private static int stopLeftover(JsonNode written) {
        Instant start = Instant.parse(written.path("start").asText());
        return ProcessHandle.of(written.path("pid").asLong())
                .filter(Liveness::isRunning)
                .filter(process -> process.info()
                        .startInstant()
                        .map(instant -> Duration.between(instant, start).abs().compareTo(SAME_START) <= 0)
                        .orElse(false))
                .map(process -> {
                    stop(process);
                    return 1;
                })
                .orElse(0);
    }

    private static void stop(ProcessHandle process) {
        List<ProcessHandle> tree =
                Stream.concat(process.descendants(), Stream.of(process)).toList();
        tree.forEach(ProcessHandle::destroy);
        awaitEnd(tree);
        Stream.concat(tree.stream(), tree.stream().flatMap(ProcessHandle::descendants))
                .filter(Liveness::isRunning)
                .forEach(ProcessHandle::destroyForcibly);
    }

    /** A thread that is interrupted meanwhile waits on: what it stops has its time to end well. */
    private static void awaitEnd(List<ProcessHandle> tree) {
        Instant end = Instant.now().plus(GRACE);
        boolean interrupted = false;
        for (Duration left = GRACE; !left.isNegative(); left = Duration.between(Instant.now(), end)) {
            try {
                Liveness.awaitEnd(tree, left);
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
