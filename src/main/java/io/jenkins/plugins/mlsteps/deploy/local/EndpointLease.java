package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.workload.local.Liveness;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Lets one deployment at a time work on an endpoint. Held across the calls of a rollout, so it is a file that names its
 * holder, and not a lock of this process; a holder that stopped renewing it, or whose process ended, lost it.
 */
record EndpointLease(EndpointDirectory endpoint, Clock clock) {
    private static final Duration LIFE = Duration.ofMinutes(5);

    /** FileLock guards against other processes only. */
    private static final Object THREADS = new Object();

    /** What the lease file says. */
    record Holder(String attempt, String by, long pid, Instant since, Instant renewed) {}

    /** Takes or renews the lease. Returns who holds it instead; empty when the caller does. */
    Optional<String> take(String attempt, String by) throws IOException {
        return alone(() -> {
            Instant now = clock.instant();
            Optional<Holder> holder = read();
            if (holder.isPresent() && !holder.get().attempt().equals(attempt) && isHeld(holder.get(), now)) {
                return Optional.of("endpoint '" + endpoint.name() + "' in environment '" + endpoint.environment()
                        + "' is being deployed by " + holder.get().by() + " since " + holder.get().since()
                        + "; wait for it, or try again after "
                        + holder.get().renewed().plus(LIFE) + " when it is gone");
            }
            Instant since = holder.filter(it -> it.attempt().equals(attempt))
                    .map(Holder::since)
                    .orElse(now);
            Json.write(
                    endpoint.lease(),
                    new Holder(attempt, by, ProcessHandle.current().pid(), since, now));
            return Optional.empty();
        });
    }

    void release(String attempt) throws IOException {
        alone(() -> {
            if (read().filter(it -> it.attempt().equals(attempt)).isPresent()) {
                Files.deleteIfExists(endpoint.lease());
            }
            return null;
        });
    }

    /** When the attempt took the lease; empty when it does not hold it. */
    Optional<Instant> heldSince(String attempt) throws IOException {
        return alone(() -> read().filter(it -> it.attempt().equals(attempt)).map(Holder::since));
    }

    private static boolean isHeld(Holder holder, Instant now) {
        boolean processAlive =
                ProcessHandle.of(holder.pid()).filter(Liveness::isRunning).isPresent();
        return processAlive && now.isBefore(holder.renewed().plus(LIFE));
    }

    private Optional<Holder> read() throws IOException {
        return Files.exists(endpoint.lease())
                ? Optional.of(Json.read(endpoint.lease(), Holder.class))
                : Optional.empty();
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T alone(Work<T> work) throws IOException {
        Files.createDirectories(endpoint.root());
        synchronized (THREADS) {
            try (FileChannel channel =
                            FileChannel.open(endpoint.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                if (!lock.isValid()) {
                    throw new IOException(endpoint.lock() + " cannot be locked");
                }
                return work.run();
            }
        }
    }
}
