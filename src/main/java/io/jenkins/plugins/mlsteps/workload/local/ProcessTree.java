package io.jenkins.plugins.mlsteps.workload.local;

import io.jenkins.plugins.mlsteps.record.RegularFile;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All processes of one workload, found by a variable in their environment: children that were orphaned or made their own session
 * carry it too, which no parent-child walk finds.
 *
 * <p>Where the system shows no environment of other processes (no {@code /proc}), it is the process named in the pid file and its
 * descendants.
 *
 * @param id value of the variable {@value #COOKIE}
 * @param pidFile where the first process wrote its number
 */
record ProcessTree(String id, Path pidFile) {
    static final String COOKIE = "ML_WORKLOAD_ID";

    private static final boolean HAS_PROC = File.separatorChar == '/' && Files.exists(Path.of("/proc/self/environ"));

    /** Between asking processes to end and making them. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /**
     * Ends them all.
     *
     * @return how many there were
     * @throws IOException when some survive
     */
    int kill() throws IOException, InterruptedException {
        Set<ProcessHandle> known = new LinkedHashSet<>(members());
        int count = known.size();
        known.forEach(ProcessHandle::destroy);
        Liveness.awaitEnd(known, GRACE);
        Instant deadline = Instant.now().plus(LIMIT);
        // A process may start another one while we look, so look until none is left.
        for (List<ProcessHandle> left = left(known); !left.isEmpty(); left = left(known)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("processes " + left.stream().map(ProcessHandle::pid).toList() + " do not end");
            }
            left.forEach(ProcessHandle::destroyForcibly);
            Liveness.awaitEnd(left, GRACE);
        }
        return count;
    }

    /** Lets the first process, which has said its last word, end by itself, also on a machine that is busy with others. */
    void awaitEnd() throws IOException, InterruptedException {
        Liveness.awaitEnd(first().stream().toList(), LIMIT);
    }

    /** Whether the first process runs, and not another one that got its number. */
    boolean isAlive() throws IOException {
        return first().isPresent();
    }

    private Optional<ProcessHandle> first() throws IOException {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        Instant written = Files.getLastModifiedTime(pidFile).toInstant();
        return ProcessHandle.of(Long.parseLong(RegularFile.text(pidFile).trim()))
                .filter(Liveness::isRunning)
                .filter(process -> HAS_PROC ? isMember(process) : startedBefore(written, process));
    }

    private static boolean startedBefore(Instant time, ProcessHandle process) {
        return process.info()
                .startInstant()
                .map(start -> start.isBefore(time.plusSeconds(2)))
                .orElse(true);
    }

    private List<ProcessHandle> members() throws IOException {
        if (!HAS_PROC) {
            return first().stream()
                    .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                    .toList();
        }
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return new ArrayList<>(all.filter(this::isMember).toList());
        }
    }

    /** Which of them run, and of what they started meanwhile: on Windows the children of a process that has ended still name it. */
    private List<ProcessHandle> left(Set<ProcessHandle> known) throws IOException {
        known.addAll(members());
        if (!HAS_PROC) {
            known.addAll(known.stream().flatMap(ProcessHandle::descendants).toList());
        }
        return known.stream().filter(Liveness::isRunning).toList();
    }

    private boolean isMember(ProcessHandle process) {
        Path environment = Path.of("/proc", Long.toString(process.pid()), "environ");
        if (!Files.isReadable(environment)) {
            return false;
        }
        try {
            String variables = new String(Files.readAllBytes(environment), StandardCharsets.ISO_8859_1);
            return variables.startsWith(COOKIE + "=" + id + "\0") || variables.contains("\0" + COOKIE + "=" + id + "\0");
        } catch (IOException e) {
            // It ended while we looked, or belongs to somebody else: not ours to stop.
            return false;
        }
    }
}
