package io.jenkins.plugins.mlsteps.jenkins.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TurnstileTest {
    private static final int HUNG = 100;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Turnstile turnstile = new Turnstile(threads, 2);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void placesThatHangTakeNoThreadFromOthers() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch hung = new CountDownLatch(2 * HUNG);
        CountDownLatch live = new CountDownLatch(1);
        for (int place = 0; place < HUNG; place++) {
            for (int turn = 0; turn < 3; turn++) {
                turnstile.take("agent " + place, () -> {
                    hung.countDown();
                    await(answer);
                });
            }
        }
        hung.await();

        turnstile.take("live", live::countDown);

        live.await();
    }

    @Test
    void onePlaceHasSoManyThreadsAndItsOtherTurnsWait() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch over = new CountDownLatch(3);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        for (int turn = 0; turn < 2; turn++) {
            turnstile.take("agent", () -> {
                begun.countDown();
                await(answer);
            });
        }
        for (int turn = 0; turn < 3; turn++) {
            int number = turn;
            turnstile.take("agent", () -> {
                synchronized (order) {
                    order.add(number);
                }
                over.countDown();
            });
        }
        begun.await();
        assertThat(order).isEmpty();

        answer.countDown();

        over.await();
        assertThat(order).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void aTurnThatFailsGivesItsThreadBack() throws Exception {
        CountDownLatch next = new CountDownLatch(1);
        for (int turn = 0; turn < 5; turn++) {
            turnstile.take("agent", () -> {
                throw new IllegalStateException("a turn that fails");
            });
        }

        turnstile.take("agent", next::countDown);

        assertThat(next.await(30, TimeUnit.SECONDS)).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
