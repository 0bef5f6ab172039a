package io.jenkins.plugins.mlsteps.cli.session;

import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The frame of each thread: Groovy calls a step without saying where it stands. As in Jenkins, the script's own code never runs in two
 * branches at once, so that both may fill one map; its steps do.
 */
public final class Frames {
    private static final ReentrantLock SCRIPT = new ReentrantLock(true);

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

    /** Runs code of the script. */
    public static <T> T call(Frame frame, Callable<T> script) throws Exception {
        Frame before = CURRENT.get();
        SCRIPT.lock();
        CURRENT.set(frame);
        try {
            return script.call();
        } finally {
            CURRENT.set(before);
            SCRIPT.unlock();
        }
    }

    /** Looks at what the script has while none of its code runs. */
    public static <T> T between(Supplier<T> look) {
        SCRIPT.lock();
        try {
            return look.get();
        } finally {
            SCRIPT.unlock();
        }
    }

    /** Runs a step that the script calls: meanwhile the script may go on elsewhere. */
    public static <T> T outside(Callable<T> step) throws Exception {
        int held = SCRIPT.getHoldCount();
        for (int i = 0; i < held; i++) {
            SCRIPT.unlock();
        }
        try {
            return step.call();
        } finally {
            for (int i = 0; i < held; i++) {
                SCRIPT.lock();
            }
        }
    }
}
