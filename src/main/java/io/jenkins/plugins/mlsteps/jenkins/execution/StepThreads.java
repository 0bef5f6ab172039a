package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.init.Terminator;
import hudson.model.Computer;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jenkins.model.Jenkins;
import jenkins.security.ImpersonatingExecutorService;
import jenkins.util.SystemProperties;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * The threads on which all steps of all builds have their turns. A turn talks to the agent of its step, and an agent whose
 * connection hangs answers no call until it goes on or Jenkins gives the connection up. Such a call is waited for, since it may be
 * carried out yet; so each agent has threads of its own, few of them, and takes none from the others.
 */
public final class StepThreads {
    static final int MOST_AT_ONE_AGENT = 
            Math.max(1, SystemProperties.getInteger("io.jenkins.plugins.mlsteps.threadsForEachAgent", 8));

    private static StepThreads running;

    private final Jenkins jenkins;
    private volatile boolean stopped;
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, named("ML pipeline steps: timer"));
    private final ExecutorService threads;
    private final Turnstile turnstile;

    private StepThreads(Jenkins jenkins) {
        this.jenkins = jenkins;
        // Once Jenkins stops: the next start goes on.
        RejectedExecutionHandler later = new ThreadPoolExecutor.DiscardPolicy();
        timer.setRejectedExecutionHandler(later);
        timer.setKeepAliveTime(1, TimeUnit.MINUTES);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        // As Jenkins's own timers: a step finds its build also where anonymous people may read nothing.
        threads = new ImpersonatingExecutorService(
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        1,
                        TimeUnit.MINUTES,
                        new SynchronousQueue<>(),
                        named("ML pipeline steps"),
                        later),
                ACL.SYSTEM2);
        turnstile = new Turnstile(threads, MOST_AT_ONE_AGENT);
    }

    private static NamingThreadFactory named(String name) {
        return new NamingThreadFactory(new DaemonThreadFactory(), name);
    }

    /** Those of a Jenkins that stops are none that anything still runs on. */
    private static synchronized StepThreads running() {
        Jenkins now = Jenkins.getInstanceOrNull();
        if (running == null || now != null && now != running.jenkins) {
            running = new StepThreads(now);
        }
        return running;
    }

    /** Whose threads the turns of a step take: those of its agent; those of its build when it has none, or none now. */
    static String place(StepContext context) throws IOException, InterruptedException {
        try {
            Computer computer = context.get(Computer.class);
            if (computer != null) {
                return "agent " + computer.getName();
            }
        } catch (IOException e) {
            if (!Away.isAgentAway(e)) {
                throw e;
            }
        }
        return "build " + context.get(Run.class).getExternalizableId();
    }

    /** @param note takes no time */
    static ScheduledFuture<?> after(Duration pause, Runnable note) {
        return running().timer.schedule(note, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gives a turn a thread as soon as there is one of its place. */
    static void take(String place, Runnable turn) {
        running().turnstile.take(place, turn);
    }

    /**
     * Whether Jenkins stops: what fails now is no step's failure, the next start goes on with it. Jenkins itself says that it is
     * terminating only after all terminators have run.
     */
    static boolean areStopping() {
        Jenkins jenkins = Jenkins.getInstanceOrNull();
        return jenkins == null || jenkins.isTerminating() || running().stopped;
    }

    /** When Jenkins stops, so do all turns. */
    @Terminator
    public static void stop() {
        StepThreads threads = running();
        threads.stopped = true;
        threads.timer.shutdownNow();
        threads.threads.shutdownNow();
    }
}
