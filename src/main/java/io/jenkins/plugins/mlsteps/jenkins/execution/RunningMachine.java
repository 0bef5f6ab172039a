package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlsteps.jenkins.configuration.InstanceVerdictKeys;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PromotionDesk;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.steps.BodyRun;
import io.jenkins.plugins.mlsteps.steps.StepKind;
import io.jenkins.plugins.mlsteps.steps.StepMachine;
import io.jenkins.plugins.mlsteps.steps.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.StepContext;

/** A step's machine with its saved state, or with how it ended. */
final class RunningMachine<S extends Record, R> {
    private final MachineExecution execution;
    private final StepContext context;
    private final StepMachine<S, R> machine;
    private final Run<?, ?> run;
    private final String node;
    private S state;
    private Ending ending;

    private RunningMachine(MachineExecution execution, StepMachine<S, R> machine, StepContext context)
            throws IOException, InterruptedException {
        this.execution = execution;
        this.context = context;
        this.machine = machine;
        this.run = context.get(Run.class);
        this.node = context.get(FlowNode.class).getId();
        this.state = Files.exists(file()) ? Json.read(file(), machine.stateType()) : machine.initial();
        this.ending = Ending.read(endingFile()).orElse(null);
    }

    /** A build's directory moves when a folder around it is renamed. */
    private Path file() {
        return StepFiles.of(run).state(node);
    }

    private Path endingFile() {
        return StepFiles.of(run).ending(node);
    }

    static RunningMachine<?, ?> of(MachineExecution execution, StepContext context) throws IOException, InterruptedException {
        execution.requireAgent();
        Record spec = execution.spec();
        BuildHost host = new BuildHost(context, step(spec));
        Enclosure.requireNoneAround(spec, host.administration(), context);
        return of(execution, spec, host, context);
    }

    /** One that can only be aborted: its agent is away. */
    static RunningMachine<?, ?> withoutAgent(MachineExecution execution, StepContext context)
            throws IOException, InterruptedException {
        Record spec = execution.spec();
        return of(execution, spec, BuildHost.withoutAgent(context, step(spec)), context);
    }

    @SuppressWarnings("unchecked") // a record is of its own class
    private static <T extends Record> StepKind<T> kind(T spec) throws IOException {
        return StepKind.of((Class<T>) spec.getClass())
                .orElseThrow(() -> new IOException("there is no step for " + spec.getClass()));
    }

    private static String step(Record spec) throws IOException {
        StepKind<Record> kind = kind(spec);
        return kind.word() + " " + kind.name().apply(spec);
    }

    private static <T extends Record> RunningMachine<?, ?> of(
            MachineExecution execution, T spec, BuildHost host, StepContext context)
            throws IOException, InterruptedException {
        StepKind.Surroundings around = new StepKind.Surroundings(
                host,
                execution.hasBody(),
                execution.bodies(),
                PromotionDesk.of(context.get(Run.class)),
                InstanceVerdictKeys.get());
        return new RunningMachine<>(execution, kind(spec).factory().machine(spec, around), context);
    }

    Duration turn(MachineDriver driver) throws IOException, InterruptedException {
        if (ending != null) {
            end(ending);
            return null;
        }
        saveEndedBodies();
        Turn<S, R> turn = machine.advance(state);
        boolean newState = !turn.state().equals(state);
        if (newState) {
            FileTree.createParent(file());
            Json.write(file(), turn.state());
            state = turn.state();
        }
        if (StepThreads.areStopping()) {
            return null;
        }
        if (turn.result().isPresent()) {
            end(new Ending(Answers.of(turn.result().get()), null));
            return null;
        }
        // Once: what a body does for its end is not interrupted.
        turn.stop().stream().filter(body -> !execution.bodies().wasStopped(body)).forEach(execution::stopBody);
        for (BodyRun body : turn.start()) {
            execution.startBody(body);
        }
        driver.tells("state " + Json.line(state));
        return driver.pause(turn.pause(), newState);
    }

    /** A body whose end the machine is about to see has to have ended in the saved program too. */
    private void saveEndedBodies() throws IOException, InterruptedException {
        if (execution.bodies().takeUnsaved()) {
            try {
                context.saveState().get();
            } catch (ExecutionException e) {
                throw new IOException("the program of the build cannot be saved: " + e.getCause(), e);
            }
        }
    }

    /** Stops what runs outside. The step has failed from now on, also when that cannot be stopped. */
    void abort(Throwable cause) throws IOException, InterruptedException {
        try {
            machine.abort(state, cause.getMessage() == null ? cause.toString() : cause.getMessage());
        } finally {
            save(new Ending(null, cause));
        }
    }

    /** The program hears of it last; whoever goes on after a controller that was killed before does it all again. */
    void end(Ending how) throws IOException, InterruptedException {
        save(how);
        try {
            close();
        } catch (IOException | RuntimeException e) {
            if (how.failure() == null || Away.wasAgentAway(e)) {
                throw e;
            }
            how.failure().addSuppressed(e);
        }
        execution.tell(how);
    }

    /** From now on the step ends like this, also when the controller is killed. */
    private void save(Ending how) throws IOException {
        how.write(endingFile());
        ending = how;
    }

    /** The records are kept, whatever became of the step. */
    void close() throws IOException, InterruptedException {
        execution.bodies().running().forEach(execution::stopBody);
        execution.closeLanes();
        execution.requireAgent();
        StepWorkspace workspace = StepWorkspace.of(context);
        BuildRecords.of(run)
                .keep(workspace.directory(), workspace.launcher(), context.get(TaskListener.class));
        workspace.release();
        execution.bodies().removeOutput();
        forget();
    }

    /** A step that has ended needs no state, and has nothing more to say. */
    void forget() throws IOException, InterruptedException {
        BuildRecords.of(run).ended(step(execution.spec()));
        Files.deleteIfExists(file());
    }
}
