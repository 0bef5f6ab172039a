package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.init.Terminator;
import hudson.security.ACL;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.security.ImpersonatingScheduledExecutorService;

/** The threads on which all steps of all builds have their turns. */
public final class StepThreads {
    /** Turns talk to agents, so more than processors; a waiting step has none of them. */
    private static final int MOST = 32;

    private static ScheduledExecutorService threads;

    private StepThreads() {}

    static synchronized ScheduledFuture<?> schedule(Runnable turn, Duration pause) {
        if (threads == null) {
            ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(
                    MOST, new NamingThreadFactory(new DaemonThreadFactory(), "ML pipeline steps"));
            pool.setKeepAliveTime(1, TimeUnit.MINUTES);
            pool.allowCoreThreadTimeOut(true);
            pool.setRemoveOnCancelPolicy(true);
            // As Jenkins's own timers: a step finds its build also where anonymous people may read nothing.
            threads = new ImpersonatingScheduledExecutorService(pool, ACL.SYSTEM2);
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
