package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.host.JavaProcess;
import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * A step that a {@link ClusterDriver} drives in a process of its own.
 *
 * @param step which of the driver's
 */
record DrivenStep(RealCluster cluster, String namespace, String step, Path workspace, String name, int build) {
    private static final int KILLED = 128 + 9;
    private static final int NEVER = 0;
    private static final Duration LONG = Duration.ofSeconds(150);

    /** Work of the cluster's own while the step runs; what it throws is tried again. */
    @FunctionalInterface
    interface Surroundings {
        void work() throws Exception;
    }

    /** Drives it to a point, and returns whether there is such a point: whether it was killed before its end. */
    boolean isKilledAt(int point, Surroundings surroundings) throws Exception {
        int exit = drive(point, surroundings);
        assertThat(exit).as(log()).isIn(KILLED, 0);
        return exit == KILLED;
    }

    /** Drives it to its end. */
    void carryOn(Surroundings surroundings) throws Exception {
        assertThat(drive(NEVER, surroundings)).as(log()).isZero();
    }

    private int drive(int killAt, Surroundings surroundings) throws Exception {
        Process driver = new ProcessBuilder(JavaProcess.command(
                        JavaProcess.SMALL,
                        ClusterDriver.class,
                        step,
                        workspace.toString(),
                        cluster.kubeconfig().toString(),
                        namespace,
                        name,
                        Integer.toString(build),
                        workspace.resolve("state.json").toString(),
                        Integer.toString(killAt)))
                .redirectErrorStream(true)
                .redirectOutput(workspace.resolve("driver.log").toFile())
                .start();
        Callable<Boolean> ended = () -> {
            surroundings.work();
            return !driver.isAlive();
        };
        try {
            Deadline.await(LONG, ended, this::log);
            return driver.exitValue();
        } finally {
            driver.destroyForcibly();
        }
    }

    private String log() {
        try {
            return Files.readString(workspace.resolve("driver.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
