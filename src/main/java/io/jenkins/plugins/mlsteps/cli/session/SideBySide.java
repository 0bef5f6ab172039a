package io.jenkins.plugins.mlsteps.cli.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** Pieces of work in threads of their own, for which the thread that starts them waits. */
public final class SideBySide {
    private SideBySide() {}

    /** One of them. */
    public record Piece<T>(String name, Supplier<T> work) {
        private void run(BlockingQueue<Ended<T>> ended) {
            T result = null;
            try {
                result = work.get();
            } finally {
                ended.add(new Ended<>(name, result));
            }
        }
    }

    private record Ended<T>(String name, T result) {}

    /**
     * Returns when all have ended.
     *
     * @param stopsOthers told of each piece that ended, in the calling thread, with null for one that threw; the others are interrupted when
     *     it says so
     * @return whether the calling thread was interrupted meanwhile; all pieces were, then
     */
    public static <T> boolean run(List<Piece<T>> pieces, BiPredicate<String, T> stopsOthers) {
        BlockingQueue<Ended<T>> ended = new LinkedBlockingQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (Piece<T> piece : pieces) {
            Thread thread = new Thread(() -> piece.run(ended), piece.name());
            threads.add(thread);
            thread.start();
        }
        boolean interrupted = false;
        for (int left = pieces.size(); left > 0; ) {
            try {
                Ended<T> next = ended.take();
                left--;
                if (stopsOthers.test(next.name(), next.result())) {
                    threads.forEach(Thread::interrupt);
                }
            } catch (InterruptedException e) {
                interrupted = true;
                threads.forEach(Thread::interrupt);
            }
        }
        return interrupted;
    }
}
