package io.jenkins.plugins.mlsteps.cli.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
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

    /** Told of each piece that ended, in the thread that waits. */
    @FunctionalInterface
    public interface Follower<T> {
        /**
         * @param result null for a piece that threw
         * @param left how many still run
         * @return whether to interrupt those
         */
        boolean ended(String name, T result, int left);
    }

    /**
     * Returns when all have ended.
     *
     * @return whether the calling thread was interrupted meanwhile; all pieces were, then
     */
    public static <T> boolean run(List<Piece<T>> pieces, Follower<T> follower) {
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
                if (follower.ended(next.name(), next.result(), left)) {
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
