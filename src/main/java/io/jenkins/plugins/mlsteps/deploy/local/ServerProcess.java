package io.jenkins.plugins.mlsteps.deploy.local;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            process.destroyForcibly();
        } catch (ExecutionException e) {
            throw new IllegalStateException("waiting for process " + process.pid() + " failed", e);
        }
    }
}
