package io.jenkins.plugins.mlsteps.workload.kubernetes;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Since when something is so, by this process's own clock: the clocks of nodes say nothing. */
final class Since {
    private final Map<String, Long> first = new HashMap<>();

    /** Whether it has been so for longer; the first question starts the time. */
    boolean longerThan(String what, Duration duration) {
        long now = System.nanoTime();
        return now - first.computeIfAbsent(what, key -> now) > duration.toNanos();
    }

    void forget(String what) {
        first.remove(what);
    }
}
