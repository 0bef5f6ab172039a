package io.jenkins.plugins.mlsteps.workload.local;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.RegularFile;
import io.jenkins.plugins.mlsteps.workload.Shell;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A process known by its scratch directory, which holds
 *
 * <ul>
 *   <li>{@code launched} — when we last started a wrapper around the command
 *   <li>{@code begun}, {@code pid}, {@code output}, {@code exit} — of the wrapper
 *   <li>{@code stopped.json} — why we stopped it, written before we do
 *   <li>{@code ended.json} — how it ended, once somebody looked
 * </ul>
 */
final class LocalProcess {
    static final String OUTPUT = "output";

    /** Whoever has it can sign any verdict: a command runs without it. */
    private static final String SIGNING_KEY = "MLSTEPS_SIGNING_KEY";

    /** From the launch to the wrapper's first word; afterwards the launch is taken for lost. */
    private static final Duration LAUNCH_GRACE = Duration.ofSeconds(30);

    private final Path scratch;
    private final ProcessTree tree;
    private final Shell shell;

    LocalProcess(Path scratch, String id) {
        this.scratch = scratch;
        this.tree = new ProcessTree(id, scratch.resolve("pid"));
        this.shell = Shell.of(scratch);
    }

    /**
     * Starts the command, unless it has begun before; one that was launched and killed before it began does begin.
     *
     * @param environment in an order: where names have no case the last of a name counts
     */
    void start(Path directory, String command, Map<String, String> environment) throws IOException {
        if (Files.exists(scratch.resolve("begun"))) {
            return;
        }
        Files.createDirectories(scratch);
        Files.writeString(scratch.resolve("launched"), "");
        ProcessBuilder builder = new ProcessBuilder();
        builder.environment().remove(SIGNING_KEY);
        Variables.add(builder.environment(), environment, shell == Shell.WINDOWS);
        builder.environment().put(ProcessTree.COOKIE, tree.id());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(scratch.resolve("wrapper").toFile()));
        CommandWrapper.of(shell).start(builder, directory.toAbsolutePath(), scratch.toAbsolutePath(), command);
    }

    /** The same answer for ever once it has ended. */
    WorkloadStatus status(long timeoutSeconds) throws IOException, InterruptedException {
        Path ended = scratch.resolve("ended.json");
        if (Files.exists(ended)) {
            return Json.read(ended, WorkloadStatus.class);
        }
        WorkloadStatus status = look(timeoutSeconds);
        if (status.isFinished()) {
            Json.write(ended, status);
        }
        return status;
    }

    private WorkloadStatus look(long timeoutSeconds) throws IOException, InterruptedException {
        Path stopped = scratch.resolve("stopped.json");
        if (Files.exists(stopped)) {
            tree.kill();
            return Json.read(stopped, WorkloadStatus.class);
        }
        // In this order: a wrapper that writes its first or its last word while we look must not be taken for lost.
        boolean began = Files.exists(scratch.resolve("begun")) && Files.exists(scratch.resolve("pid"));
        boolean isAlive = tree.isAlive();
        if (hasExited()) {
            return exited();
        }
        if (!isAlive) {
            return began ? lost() : notYetSeen();
        }
        if (timeoutSeconds > 0 && age().compareTo(Duration.ofSeconds(timeoutSeconds)) > 0) {
            return stop(new WorkloadStatus(Phase.TIMED_OUT, null, "stopped after " + timeoutSeconds + " s"));
        }
        return new WorkloadStatus(Phase.RUNNING, null, null);
    }

    /** Whether a file says that a process was launched in its directory whose end nobody has seen. */
    static boolean isLaunch(Path file) {
        return file.endsWith("launched") && !Files.exists(file.resolveSibling("ended.json"));
    }

    /** Ends it without a word. Returns how many processes there were. */
    int kill() throws IOException, InterruptedException {
        return tree.kill();
    }

    void cancel() throws IOException, InterruptedException {
        if (!hasExited()) {
            stop(new WorkloadStatus(Phase.CANCELLED, null, null));
        }
    }

    private WorkloadStatus stop(WorkloadStatus why) throws IOException, InterruptedException {
        Json.write(scratch.resolve("stopped.json"), why);
        tree.kill();
        return why;
    }

    private boolean hasExited() {
        return Files.exists(scratch.resolve("exit"));
    }

    private WorkloadStatus exited() throws IOException, InterruptedException {
        int code = Integer.parseInt(read("exit"));
        // The wrapper itself is not left behind, it is only a moment from its end.
        tree.awaitEnd();
        int left = tree.kill();
        String leftBehind = left == 0 ? "" : left + " process(es) it left behind were stopped";
        if (code == 0) {
            return new WorkloadStatus(Phase.SUCCEEDED, 0, leftBehind.isEmpty() ? null : leftBehind);
        }
        String reason = shell.exit(code) + (leftBehind.isEmpty() ? "" : "; " + leftBehind);
        return new WorkloadStatus(Phase.FAILED, code, reason);
    }

    private WorkloadStatus notYetSeen() throws IOException, InterruptedException {
        return age().compareTo(LAUNCH_GRACE) < 0 ? new WorkloadStatus(Phase.PENDING, null, null) : lost();
    }

    private WorkloadStatus lost() throws IOException, InterruptedException {
        tree.kill();
        return new WorkloadStatus(Phase.LOST, null, "its process is gone without an exit status: killed, or the machine restarted");
    }

    private Duration age() throws IOException {
        Path launched = scratch.resolve("launched");
        return Files.exists(launched)
                ? Duration.between(Files.getLastModifiedTime(launched).toInstant(), Instant.now())
                : Duration.ofDays(1);
    }

    private String read(String file) throws IOException {
        return RegularFile.text(scratch.resolve(file)).trim();
    }
}
