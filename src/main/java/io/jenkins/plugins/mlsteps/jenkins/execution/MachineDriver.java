package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.AbortException;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.steps.StepFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/**
 * Gives a step its turns, one at a time, on the shared threads; between two turns it waits without one. A turn's state is in
 * its file before the next turn begins.
 */
final class MachineDriver extends Wakeable {
    private static final Logger LOGGER = Logger.getLogger(MachineDriver.class.getName());

    /** A turn that brought nothing new is followed by a longer pause, up to this. */
    private static final Duration LONGEST_QUIET_PAUSE = Duration.ofSeconds(1);

    private static final Duration BETWEEN_CALLS_TO_AN_AGENT_THAT_IS_AWAY = Duration.ofSeconds(5);

    private final MachineExecution execution;
    private final StepContext context;
    private RunningMachine<?, ?> running;
    private Duration quiet = Duration.ZERO;
    private boolean agentIsAway;
    private Thread turning;
    private volatile Throwable stopping;
    private volatile String status = "starting";

    /** @param place whose threads its turns take, see {@link StepThreads#place} */
    MachineDriver(MachineExecution execution, String place) {
        super(place);
        this.execution = execution;
        this.context = execution.getContext();
    }

    String status() {
        return status;
    }

    /** Ends what runs outside, then the step. */
    void stop(Throwable cause) {
        synchronized (this) {
            if (stopping == null) {
                stopping = cause;
            }
            if (turning != null) {
                turning.interrupt();
            }
        }
        wake();
    }

    /** One turn. Returns how long to wait for the next; null when there is none. */
    @Override
    Duration awake() {
        Duration pause = awakeUnlessStopping();
        return StepThreads.areStopping() ? null : pause;
    }

    @Override
    void broken(Throwable why) {
        context.onFailure(why);
    }

    private Duration awakeUnlessStopping() {
        try {
            if (running == null) {
                running = RunningMachine.of(execution, context);
            }
            return stopping == null ? turn() : end(stopping);
        } catch (StepFailure e) {
            return failed(e);
        } catch (SpecException e) {
            return end(new AbortException(e.getMessage()));
        } catch (ConfigException e) {
            return end(stopping == null ? new AbortException(e.getMessage()) : stopping);
        } catch (InterruptedException e) {
            return stopping == null ? end(e) : Duration.ZERO;
        } catch (IOException | RuntimeException e) {
            return isWaitingFor(e) ? waitForAgent(e) : end(stopping == null ? e : stopping);
        }
    }

    private Duration turn() throws IOException, InterruptedException {
        Duration pause;
        try {
            turning(Thread.currentThread());
            pause = running.turn(this);
        } finally {
            turning(null);
        }
        if (agentIsAway) {
            agentIsAway = false;
            tell("the agent is back");
        }
        return pause;
    }

    /** Only a turn is interrupted when the step is stopped, never what stops it. */
    private synchronized void turning(Thread thread) throws InterruptedException {
        turning = thread;
        if (thread == null) {
            Thread.interrupted();
        } else if (stopping != null) {
            throw new InterruptedException("stopped before the turn");
        }
    }

    private boolean isWaitingFor(Exception failure) {
        return stopping == null && Away.wasAgentAway(failure);
    }

    /** The state stays what it is: the turn that failed is taken again. */
    private Duration waitForAgent(Exception failure) {
        status = "waits for the agent: " + failure.getMessage();
        LOGGER.log(Level.FINE, "the agent is away", failure);
        if (!agentIsAway) {
            agentIsAway = true;
            tell("the agent is away; what runs there goes on, and so does this step when the agent is back");
        }
        return BETWEEN_CALLS_TO_AN_AGENT_THAT_IS_AWAY;
    }

    private void tell(String line) {
        try {
            context.get(TaskListener.class).getLogger().println(line);
        } catch (IOException | InterruptedException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot write to the build's log: " + line);
        }
    }

    private Duration failed(StepFailure failure) {
        if (StepThreads.areStopping()) {
            return null;
        }
        try {
            Object answer = failure.isUnstable() ? Answers.ofRecords(execution.spec(), context) : null;
            running.end(new Ending(answer, failure));
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (isWaitingFor(e)) {
                return waitForAgent(e);
            }
            failure.addSuppressed(e);
            context.onFailure(failure);
        }
        return null;
    }

    /** Aborts the machine and fails the step; what goes wrong on the way does not keep the build from ending. */
    private Duration end(Throwable cause) {
        if (StepThreads.areStopping()) {
            return null;
        }
        if (running == null && stopping != null) {
            tryTo(() -> running = RunningMachine.withoutAgent(execution, context), cause);
        }
        if (running != null) {
            tryTo(() -> running.abort(cause), cause);
            tryTo(running::close, cause);
            tryTo(running::forget, cause);
        }
        context.onFailure(cause);
        return null;
    }

    private void tryTo(CleanUp task, Throwable cause) {
        try {
            task.run();
        } catch (IOException | InterruptedException | RuntimeException e) {
            if (Away.wasAgentAway(e)) {
                LOGGER.log(Level.FINE, "nothing can be cleared up on an agent that is gone", e);
            } else {
                LOGGER.log(Level.WARNING, "what a step had running could not be stopped", e);
                tell("what the step had running could not be stopped: " + e.getMessage());
                cause.addSuppressed(e);
            }
        }
    }

    /** One thing to do when a step ends before its time. */
    private interface CleanUp {
        void run() throws IOException, InterruptedException;
    }

    Duration pause(Duration wanted, boolean newState) {
        quiet = newState ? Duration.ZERO : quiet.isZero() ? wanted : quiet.multipliedBy(2);
        if (quiet.compareTo(LONGEST_QUIET_PAUSE) > 0) {
            quiet = LONGEST_QUIET_PAUSE;
        }
        return wanted.compareTo(quiet) > 0 ? wanted : quiet;
    }

    /** @param state for whoever looks at the build's thread dump */
    void tells(String state) {
        status = state;
    }
}
