package io.jenkins.plugins.mlsteps.cli.session;

import java.util.concurrent.Callable;

/** The frame of each thread: Groovy calls a step without saying where it stands. */
public final class Frames {
    private static final ThreadLocal<Frame> CURRENT = new ThreadLocal<>();

    private Frames() {}

    /**
     * @throws IllegalStateException outside of a run
     */
    public static Frame current() {
        Frame frame = CURRENT.get();
        if (frame == null) {
            throw new IllegalStateException("thread " + Thread.currentThread().getName() + " does not run a Jenkinsfile");
        }
        return frame;
    }

    public static <T> T call(Frame frame, Callable<T> work) throws Exception {
        Frame before = CURRENT.get();
        CURRENT.set(frame);
        try {
            return work.call();
        } finally {
            CURRENT.set(before);
        }
    }
}
