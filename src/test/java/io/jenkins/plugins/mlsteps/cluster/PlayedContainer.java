package io.jenkins.plugins.mlsteps.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.PodLayout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** A container of a {@link PlayedPod}: no process, but a log, and a directory in which other commands can run. */
final class PlayedContainer implements ServedContainer {
    private final Container spec;
    private final Path volume;
    private final ContainerLog log;
    private final Runnable whenExecuted;
    private Instant started;
    private Instant finished;
    private int exitCode;

    /**
     * @param volume of the pod
     * @param whenExecuted runs after each command that was run in it
     */
    PlayedContainer(Container spec, Path volume, Path log, Runnable whenExecuted) throws IOException {
        this.spec = spec;
        this.volume = volume;
        this.log = new ContainerLog(log);
        this.whenExecuted = whenExecuted;
    }

    String name() {
        return spec.getName();
    }

    synchronized void start() {
        started = Instant.now();
    }

    synchronized void end(int code, byte[] output) throws IOException {
        if (isRunning()) {
            log.copy(new ByteArrayInputStream(output), "stdout");
            log.close();
            finished = Instant.now();
            exitCode = code;
        }
    }

    synchronized boolean isSuccess() {
        return finished != null && exitCode == 0;
    }

    @Override
    public synchronized boolean isRunning() {
        return started != null && finished == null;
    }

    @Override
    public ContainerLog log(boolean previous) {
        return previous ? null : log;
    }

    /** The volume is where it is mounted elsewhere; nothing else tells the command that its container does not run. */
    @Override
    public Process execute(List<String> command) throws IOException {
        List<String> here = command.stream()
                .map(word -> word.startsWith(PodLayout.ROOT) ? volume + word.substring(PodLayout.ROOT.length()) : word)
                .toList();
        Process process = new ProcessBuilder(here).start();
        process.onExit().thenRun(whenExecuted);
        return process;
    }

    synchronized ContainerStatus status() {
        return new ContainerStatusBuilder()
                .withName(spec.getName())
                .withImage(spec.getImage())
                .withImageID("played/" + spec.getImage())
                .withState(state())
                .withReady(isRunning())
                .withStarted(isRunning())
                .withRestartCount(0)
                .build();
    }

    private ContainerState state() {
        if (started == null) {
            return new ContainerStateBuilder().withNewWaiting().withReason("PodInitializing").endWaiting().build();
        }
        if (finished == null) {
            return new ContainerStateBuilder().withNewRunning().withStartedAt(ContainerRun.seconds(started)).endRunning().build();
        }
        return new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(exitCode == 0 ? "Completed" : "Error")
                .withStartedAt(ContainerRun.seconds(started))
                .withFinishedAt(ContainerRun.seconds(finished))
                .endTerminated()
                .build();
    }
}
