package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cluster.Deadline;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrandsTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    private final Errands errands = new Errands();
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger runs = new AtomicInteger();

    @AfterEach
    void stop() {
        errands.stop();
    }

    @Test
    void whatIsRepeatedNeverRunsTwiceAtOnceAndRunsAgainAfterItsEnd() throws Exception {
        for (int look = 0; look < 20; look++) {
            repeat(Duration.ZERO);
        }
        Deadline.await(SOON, () -> runs.get() == 1, () -> runs + " runs");
        repeat(Duration.ZERO);
        released.countDown();

        Deadline.await(SOON, () -> errands.isDone("copy"), () -> "the first is not done");
        assertThat(runs).hasValue(1);
        Deadline.await(SOON, () -> repeat(Duration.ZERO) > 2, () -> runs + " runs");
    }

    @Test
    void whatIsRepeatedRestsFirst() throws Exception {
        released.countDown();
        long begun = System.nanoTime();
        Deadline.await(SOON, () -> repeat(Duration.ofMillis(700)) == 2, () -> runs + " runs");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(1400));
    }

    @Test
    void whatIsRepeatedSaysWhyItFailedUntilItWorksAndIsTriedBeforeItsTime() throws Exception {
        AtomicBoolean fails = new AtomicBoolean(true);
        Errands.Errand errand = () -> {
            if (fails.get()) {
                throw new IOException("the disk is full");
            }
        };
        Duration interval = Duration.ofSeconds(1);
        Deadline.await(
                SOON,
                () -> {
                    errands.repeat("copy", interval, errand);
                    return errands.problem("copy").isPresent();
                },
                () -> "nothing failed");
        assertThat(errands.problem("copy")).contains("the disk is full");

        fails.set(false);
        long mended = System.nanoTime();
        Deadline.await(
                SOON,
                () -> {
                    errands.repeat("copy", Duration.ofHours(1), errand);
                    return errands.problem("copy").isEmpty();
                },
                () -> "still says " + errands.problem("copy"));
        assertThat(Duration.ofNanos(System.nanoTime() - mended)).isLessThan(SOON);
    }

    @Test
    void whatWaitsForAnotherOfItsJobKeepsNoOtherJobWaiting() throws Exception {
        List<Errands> busy = new ArrayList<>();
        try {
            for (int job = 0; job < 4; job++) {
                Errands others = new Errands();
                busy.add(others);
                for (int piece = 0; piece < 4; piece++) {
                    others.run("piece " + piece, released::await);
                }
            }
            errands.run("bring", runs::incrementAndGet);
            Deadline.await(SOON, () -> errands.isDone("bring"), () -> "no thread is free");
        } finally {
            busy.forEach(Errands::stop);
        }
    }

    private int repeat(Duration interval) {
        errands.repeat("copy", interval, () -> {
            runs.incrementAndGet();
            released.await();
        });
        return runs.get();
    }
}
