package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.workload.local.Liveness;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process, also after its number was given to another one.
 *
 * @param started by the operating system; null when it does not tell
 */
record ProcessIdentity(long pid, Instant started) {
    /** Two JVMs read the same start with a difference when the clock was set in between. */
    private static final Duration SAME_START = Duration.ofSeconds(2);

    static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), process.info().startInstant().orElse(null));
    }

    /** The process, when it is alive. */
    Optional<ProcessHandle> alive() {
        return ProcessHandle.of(pid).filter(Liveness::isRunning).filter(this::isTheSame);
    }

    private boolean isTheSame(ProcessHandle process) {
        Optional<Instant> start = process.info().startInstant();
        return started == null
                || start.isEmpty()
                || Duration.between(start.get(), started).abs().compareTo(SAME_START) <= 0;
    }
}
