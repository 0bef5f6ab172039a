package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.workload.local.Liveness;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A model server as its state file tells.
 *
 * @param started by the operating system
 * @param token for its repository
 */
record ServerProcess(long pid, Instant started, String name, String revision, int port, String url, String token) {
    boolean isAlive() {
        return identity().alive().isPresent();
    }

    private ProcessIdentity identity() {
        return new ProcessIdentity(pid, started);
    }

    /** Asks it to finish its requests and end; returns at once. */
    void askToStop() {
        identity().alive().ifPresent(ProcessHandle::destroy);
    }

    /** Asks it to finish its requests and end, waits, and ends it by force after {@code patience}. */
    void stop(Duration patience) throws InterruptedException {
        Optional<ProcessHandle> process = identity().alive();
        if (process.isPresent()) {
            stop(process.get(), patience);
        }
    }

    static void stop(ProcessHandle process, Duration patience) throws InterruptedException {
        process.destroy();
        Liveness.awaitEnd(List.of(process), patience);
        if (Liveness.isRunning(process)) {
            process.destroyForcibly();
        }
    }
}
