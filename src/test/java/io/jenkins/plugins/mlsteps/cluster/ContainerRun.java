package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A container of a pod with all its restarts. Used by the pod's thread; only the process may be read by others. */
final class ContainerRun implements ServedContainer {
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(10);

    private final Container spec;
    private final boolean sidecar;
    private final Path directory;
    private volatile ContainerProcess process;
    private volatile ContainerProcess before;
    private volatile Map<String, String> environment = Map.of();
    private ProbeRun probes;
    private ContainerState last;
    private int restarts;
    private String waiting = "PodInitializing";
    private String waitingMessage;
    private String killedFor;

    /** @param directory of its logs and scratch files */
    ContainerRun(Container spec, boolean sidecar, Path directory) throws IOException {
        this.spec = spec;
        this.sidecar = sidecar;
        this.directory = Files.createDirectories(directory.resolve(spec.getName()));
    }

    Container spec() {
        return spec;
    }

    boolean isSidecar() {
        return sidecar;
    }

    /** Null before it started. */
    ContainerProcess process() {
        return process;
    }

    @Override
    public ContainerLog log(boolean previous) {
        ContainerProcess wanted = previous ? before : process;
        return wanted == null ? null : wanted.log();
    }

    @Override
    public Process execute(List<String> command) throws IOException {
        return process.execute(workingDirectory(), environment, command);
    }

    void start(ContainerEnvironment variables, Map<String, Path> mounts, Images images, String ip) throws IOException {
        if (process != null) {
            last = terminated();
            before = process;
            restarts++;
        }
        killedFor = null;
        environment = variables.variables();
        List<String> command = new ArrayList<>();
        if (spec.getCommand().isEmpty()) {
            command.addAll(images.entrypoint(spec.getImage())
                    .orElseThrow(() -> new IOException("image " + spec.getImage() + " has no command")));
        } else {
            command.addAll(variables.expand(spec.getCommand()));
        }
        command.addAll(variables.expand(spec.getArgs()));
        Path scratch = Files.createDirectories(directory.resolve("root-" + restarts));
        process = new ContainerProcess(
                ContainerRoot.command(scratch, workingDirectory(), mounts, command),
                environment,
                directory.resolve(restarts + ".log"));
        probes = new ProbeRun(spec, this, ip);
    }

    private String workingDirectory() {
        return spec.getWorkingDir() == null || spec.getWorkingDir().isEmpty() ? "/" : spec.getWorkingDir();
    }

    void waitFor(String reason, String message) {
        waiting = reason;
        waitingMessage = message;
    }

    @Override
    public boolean isRunning() {
        return process != null && process.isRunning();
    }

    boolean isOver() {
        return process != null && !process.isRunning();
    }

    /** Completes when it does not run, now or any more. */
    CompletableFuture<?> ended() {
        return process == null ? CompletableFuture.completedFuture(null) : process.exit();
    }

    int exitCode() {
        return process.exit().join();
    }

    boolean isStarted() {
        return isRunning() && probes.started();
    }

    boolean isReady() {
        return isRunning() && probes.started() && probes.ready();
    }

    /** Looks after the probes; kills a container whose liveness or start-up probe failed too often. */
    void probe() {
        if (isRunning() && probes.look()) {
            process.kill();
        }
    }

    /** When it may start again. */
    Instant restartAt() {
        Duration backOff = Duration.ofSeconds(1L << Math.min(restarts, 4));
        return process.finished().plus(backOff.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : backOff);
    }

    void terminate() {
        if (isRunning()) {
            process.terminate();
        }
    }

    /** @param reason other than {@code Error}, such as {@code OOMKilled}; null for none */
    void kill(String reason) {
        if (isRunning()) {
            killedFor = reason;
            process.kill();
        }
    }

    ContainerStatus status(boolean restarting) {
        boolean waits = process == null || (restarting && isOver());
        ContainerState state;
        if (process == null) {
            state = waiting(waiting, waitingMessage);
        } else if (waits) {
            state = waiting("CrashLoopBackOff", "back-off restarting failed container " + spec.getName());
        } else {
            state = isOver() ? terminated() : running();
        }
        return new ContainerStatusBuilder()
                .withName(spec.getName())
                .withImage(spec.getImage())
                .withImageID(process == null ? "" : "local/" + spec.getImage())
                .withContainerID(process == null ? null : "process://" + process.pid())
                .withState(state)
                .withLastState(waits && isOver() ? terminated() : last)
                .withReady(sidecar || !isInit() ? isReady() : isOver() && exitCode() == 0)
                .withStarted(isStarted())
                .withRestartCount(restarts)
                .build();
    }

    private boolean isInit() {
        return directory.getParent().getFileName().toString().equals("init");
    }

    private static ContainerState waiting(String reason, String message) {
        return new ContainerStateBuilder()
                .withNewWaiting()
                .withReason(reason)
                .withMessage(message)
                .endWaiting()
                .build();
    }

    private ContainerState running() {
        return new ContainerStateBuilder()
                .withNewRunning()
                .withStartedAt(seconds(process.started()))
                .endRunning()
                .build();
    }

    private ContainerState terminated() {
        int code = exitCode();
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(code)
                .withReason(killedFor != null ? killedFor : code == 0 ? "Completed" : "Error")
                .withStartedAt(seconds(process.started()))
                .withFinishedAt(seconds(process.finished()))
                .withContainerID("process://" + process.pid())
                .endTerminated()
                .build();
    }

    static String seconds(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond()).toString();
    }
}
