package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.init.Terminator;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;

/** The threads on which all steps of all builds have their turns. */
public final class StepThreads {
    /** Turns talk to agents, so more than processors; a waiting step has none of them. */
    private static final int MOST = 32;

    private static ScheduledThreadPoolExecutor threads;

    private StepThreads() {}

    static synchronized ScheduledFuture<?> schedule(Runnable turn, Duration pause) {
        if (threads == null) {
            threads = new ScheduledThreadPoolExecutor(
                    MOST, new NamingThreadFactory(new DaemonThreadFactory(), "ML pipeline steps"));
            threads.setKeepAliveTime(1, TimeUnit.MINUTES);
            threads.allowCoreThreadTimeOut(true);
            threads.setRemoveOnCancelPolicy(true);
        }
        return threads.schedule(turn, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether Jenkins stops: what fails now is no step's failure, the next start goes on with it. */
    static boolean areStopping() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null || jenkins.isTerminating();
    }

    /** When Jenkins stops, so do all turns. */
    @Terminator
    public static synchronized void stop() {
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }
}
