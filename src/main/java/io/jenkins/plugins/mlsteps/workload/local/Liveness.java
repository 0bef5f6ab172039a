package io.jenkins.plugins.mlsteps.workload.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;

/**
 * Whether processes run that need not be our children. One that has ended stays in the table of processes until its parent asks for
 * it, which process 1 of many containers never does for orphans; {@link ProcessHandle#isAlive} takes it for alive.
 */
public final class Liveness {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    /** Of what follows the name in {@code /proc/<pid>/stat} (proc_pid_stat(5), fields 3 and 20). */
    private static final int STATE = 0;

    private static final int THREADS = 17;

    private Liveness() {}

    /** In this order: one whose parent asks for it while we look is not taken for running. */
    public static boolean isRunning(ProcessHandle process) {
        return !hasEnded(process.pid()) && process.isAlive();
    }

    /** Returns once none of them runs, or after the limit. */
    public static void awaitEnd(Collection<ProcessHandle> processes, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (processes.stream().anyMatch(Liveness::isRunning) && System.nanoTime() < deadline) {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        }
    }

    private static boolean hasEnded(long pid) {
        Path stat = Path.of("/proc", Long.toString(pid), "stat");
        if (!Files.isReadable(stat)) {
            return false; // a system without such files, or it is gone
        }
        try {
            return hasEnded(new String(Files.readAllBytes(stat), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return false;
        }
    }

    /** The first thread of a process can end before the others. */
    static boolean hasEnded(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
        return fields[STATE].matches("[ZXx]") && (fields.length <= THREADS || Integer.parseInt(fields[THREADS]) <= 1);
    }
}
