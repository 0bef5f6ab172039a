package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Result;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.steps.BodyRun;
import io.jenkins.plugins.mlsteps.steps.StepFailure;
import io.jenkins.plugins.mlsteps.steps.StepKind;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;
import org.jenkinsci.plugins.workflow.steps.BodyExecutionCallback;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;

/**
 * One call of one of our steps in a running Pipeline. The program keeps what was asked for and which bodies run; the state of the
 * step's machine is in a file of the build, written before each turn, and is far newer than the program when a controller dies.
 */
public final class MachineExecution extends StepExecution {
    private static final long serialVersionUID = 1L;
    private static final Logger LOGGER = Logger.getLogger(MachineExecution.class.getName());

    private final String specClass;
    private final String spec;
    private final boolean hasBody;
    private final String lanes;
    private boolean hasAgent;
    private BodyLedger bodies;
    private transient volatile MachineDriver driver;

    /**
     * @param spec what the author wrote, already checked
     * @param lanes key under which branches of the Pipeline take the bodies to run; null when the step runs its own body
     */
    public MachineExecution(StepContext context, Record spec, boolean hasBody, String lanes) {
        super(context);
        this.specClass = spec.getClass().getName();
        this.spec = Json.line(spec);
        this.hasBody = hasBody;
        this.lanes = lanes;
    }

    @Override
    public boolean start() throws Exception {
        bodies = new BodyLedger(getContext().get(Run.class));
        hasAgent = isOnAgent();
        drive();
        return false;
    }

    @Override
    public void onResume() {
        if (driver != null) {
            return; // it was stopped before its node was back
        }
        try {
            drive();
        } catch (IOException | InterruptedException e) {
            getContext().onFailure(e);
        }
    }

    private void drive() throws IOException, InterruptedException {
        driver = new MachineDriver(this, StepThreads.place(getContext()));
        if (lanes != null) {
            lanes().open(this);
        }
        driver.wake();
    }

    @Override
    public void stop(Throwable cause) {
        try {
            if (driver == null) {
                drive();
            }
            driver.stop(cause);
        } catch (IOException | InterruptedException e) {
            cause.addSuppressed(e);
            getContext().onFailure(cause);
        }
    }

    @Override
    public String getStatus() {
        MachineDriver running = driver;
        return running == null ? "not started" : running.status();
    }

    Record spec() throws IOException {
        for (StepKind<?> kind : StepKind.ALL) {
            if (kind.spec().getName().equals(specClass)) {
                return Json.parse(spec, kind.spec());
            }
        }
        throw new IOException("this version of the plugin does not know " + specClass);
    }

    /** An agent that went away since its node block began is one too. */
    private boolean isOnAgent() throws IOException, InterruptedException {
        try {
            return getContext().get(FilePath.class) != null;
        } catch (IOException e) {
            if (Away.isAgentAway(e)) {
                return true;
            }
            throw e;
        }
    }

    /** After a restart Jenkins has no workspace of the step until its node is back: it is not one without an agent. */
    void requireAgent() throws IOException, InterruptedException {
        if (hasAgent) {
            new BuildWorkspace(getContext()).directory();
        }
    }

    boolean hasBody() {
        return hasBody;
    }

    BodyLedger bodies() {
        return bodies;
    }

    void startBody(BodyRun body) throws IOException, InterruptedException {
        if (lanes == null) {
            startBody(getContext(), body, new BodyEnd(this, body.id()));
        } else {
            bodies.offer(body);
            lanes().match();
        }
    }

    /** @param context of the step whose body it is */
    void startBody(StepContext context, BodyRun body, BodyExecutionCallback end) throws IOException, InterruptedException {
        Run<?, ?> run = context.get(Run.class);
        BodyExecution execution = context.newBodyInvoker()
                .withDisplayName(body.label())
                .withContexts(List.of(
                        EnvironmentExpander.merge(
                                context.get(EnvironmentExpander.class), EnvironmentExpander.constant(body.environment())),
                        TaskListenerDecorator.merge(
                                context.get(TaskListenerDecorator.class), new BodyOutput(run, body.id()))))
                .withCallback(end)
                .start();
        bodies.started(body.id(), execution);
    }

    void stopBody(String id) {
        bodies.stop(id).ifPresent(body -> body.cancel(new FlowInterruptedException(Result.ABORTED, false)));
    }

    /** Tells the program how the step ended. */
    void tell(Ending ending) throws IOException, InterruptedException {
        if (ending.failure() instanceof StepFailure failure) {
            tell(failure, ending.answer());
        } else if (ending.failure() != null) {
            getContext().onFailure(ending.failure());
        } else {
            getContext().onSuccess(ending.answer());
        }
    }

    private void tell(StepFailure failure, Object answer) throws IOException, InterruptedException {
        if (!failure.isUnstable()) {
            getContext().onFailure(new AbortException(failure.getMessage()));
            return;
        }
        getContext()
                .get(FlowNode.class)
                .addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(failure.getMessage()));
        getContext().get(Run.class).setResult(Result.UNSTABLE);
        getContext().onSuccess(answer);
    }

    private TrialExchange lanes() throws IOException, InterruptedException {
        return TrialExchange.of(getContext().get(Run.class), lanes);
    }

    /** Nothing of the step runs any more. */
    void closeLanes() throws IOException, InterruptedException {
        if (lanes != null) {
            lanes().close();
        }
    }

    /** Whether something else than the step or its body's own code ended a body. */
    boolean isForeign(String id, Throwable failure) {
        return Away.isInterruption(failure) && !bodies.wasStopped(id);
    }

    /** @param foreign whether it was stopped from outside, and all of the step is to stop with it */
    void bodyEnded(String id, Throwable failure, boolean foreign) {
        bodies.ended(id, failure == null ? null : message(failure));
        if (foreign) {
            driver.stop(failure);
        } else {
            driver.wake();
        }
    }

    private static String message(Throwable failure) {
        if (failure instanceof IOException io) {
            return IoFailure.sentence(io);
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    /** Tells the step how a body ended; saved with the program. */
    private static final class BodyEnd extends BodyExecutionCallback {
        private static final long serialVersionUID = 1L;

        private final MachineExecution execution;
        private final String id;

        BodyEnd(MachineExecution execution, String id) {
            this.execution = execution;
            this.id = id;
        }

        @Override
        public void onStart(StepContext context) {
            execution.bodies.begun(id);
        }

        @Override
        public void onSuccess(StepContext context, Object result) {
            execution.bodyEnded(id, null, false);
        }

        @Override
        public void onFailure(StepContext context, Throwable failure) {
            LOGGER.log(Level.FINE, failure, () -> "body " + id + " ended");
            execution.bodyEnded(id, failure, execution.isForeign(id, failure));
        }
    }
}
