package io.jenkins.plugins.mlsteps.jenkins.execution;

import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.jenkinsci.plugins.workflow.cps.CpsFlowExecution;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jvnet.hudson.test.JenkinsRule;

/** Waits for what a test brought about. */
final class Until {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private Until() {}

    /** @param build that makes it so: it must not end before */
    static void holds(WorkflowRun build, Callable<Boolean> condition) throws Exception {
        holds(() -> {
            boolean met = condition.call();
            if (!met && !build.isBuilding()) {
                throw new AssertionError(build + " ended too early:\n" + JenkinsRule.getLog(build));
            }
            return met;
        });
    }

    /** Of a build that has ended: what it kept of its steps is removed. */
    static void stepFilesAreGone(WorkflowRun build) throws Exception {
        File directory = new File(build.getRootDir(), "ml-steps");
        holds(() -> !directory.exists() || directory.list((in, name) -> name.startsWith("step-")).length == 0);
    }

    /**
     * So many {@code sh} whose first command is {@code echo x} run, also for a controller that is killed now: such a step prints when
     * Jenkins has started it, and that it was is saved after that. It fails when the controller is killed before.
     */
    static void shellsAreSaved(WorkflowRun build, int count) throws Exception {
        holds(build, () -> JenkinsRule.getLog(build).lines().filter(line -> line.endsWith("+ echo x")).count() >= count);
        waitForSuspension((CpsFlowExecution) build.getExecution());
    }

    @SuppressWarnings("deprecation") // there is nothing else for steps of others
    private static void waitForSuspension(CpsFlowExecution program) throws Exception {
        program.waitForSuspension();
    }

    static void holds(Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!condition.call()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("waited for " + PATIENCE);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
