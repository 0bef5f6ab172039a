package io.jenkins.plugins.mlsteps.workload.kubernetes;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** How much more heap than at its start was in use after a garbage collection, seen every tenth of a second. */
final class LiveHeap implements AutoCloseable {
    private final long before = settled();
    private final AtomicLong most = new AtomicLong(before);
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    LiveHeap() {
        clock.scheduleWithFixedDelay(() -> most.accumulateAndGet(live(), Math::max), 100, 100, TimeUnit.MILLISECONDS);
    }

    private static long live() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
                .mapToLong(pool -> pool.getCollectionUsage().getUsed())
                .sum();
    }

    /** Bytes of the heap that are in use now, when nothing is left to collect. */
    static long settled() {
        System.gc();
        long before = used();
        System.gc();
        for (long now = used(); now < before; now = used()) {
            before = now;
            System.gc();
        }
        return before;
    }

    private static long used() {
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    long megabytes() {
        return most.get() - before >> 20;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
