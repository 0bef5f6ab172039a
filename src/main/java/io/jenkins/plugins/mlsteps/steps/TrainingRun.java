package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.metrics.TextMetrics;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.MetricPoint;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Status;
import io.jenkins.plugins.mlsteps.spec.Training;
import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import io.jenkins.plugins.mlsteps.workload.WorkingDirectory;
import io.jenkins.plugins.mlsteps.workload.Workload;
import io.jenkins.plugins.mlsteps.workload.WorkloadRunner;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** One run of a training in any form: started, its output read as it flows, tried again when it fails, ended. */
final class TrainingRun {
    private final Host host;
    private final RunPlan plan;
    private final Bodies bodies;
    private final Echo echo;
    private String lastReason;
    private boolean waited;

    TrainingRun(Host host, RunPlan plan, Bodies bodies) {
        this.host = host;
        this.plan = plan;
        this.bodies = bodies;
        this.echo = new Echo(host.log(), plan);
    }

    RunTurn advance(RunState state) throws IOException, InterruptedException {
        return switch (state.phase()) {
            case NEW -> RunTurn.now(prepare(state));
            case PREPARED -> start(state);
            case SUBMITTED, RUNNING -> poll(state);
            case STOPPING -> awaitEnd(state);
            case ENDED -> RunTurn.now(state);
        };
    }

    /** Stops what runs but for a body, which its host stops. */
    void stop(RunState state) throws IOException, InterruptedException {
        if (state.hasWorkload()) {
            runner().cancel(List.of(state.handle()));
        }
    }

    /** Gives the run up: a body has its place until it has ended. */
    RunState stopped(RunState state, String why) {
        return isBody() && bodies.isKnown(state.id()) ? state.stopping(Status.ABORTED, why) : aborted(state, why);
    }

    /** The host may be one that has not been asked: the one before died. */
    private RunTurn awaitEnd(RunState state) {
        return bodies.isKnown(state.id()) && bodies.outcome(state.id()).isEmpty()
                ? RunTurn.stopping(state, List.of(), pause(state))
                : RunTurn.now(state.ended(state.status(), null, state.reason(), host.clock().instant()));
    }

    RunState aborted(RunState state, String why) {
        return state.ended(Status.ABORTED, null, why, host.clock().instant());
    }

    private RunState prepare(RunState state) throws IOException, InterruptedException {
        if (plan.trial() != null && state.attempt() == 1) {
            clearCheckpoint();
        }
        String id = plan.name() + "-" + UUID.randomUUID().toString().substring(0, 13);
        RunState named = state.prepared(id, null, host.clock().instant());
        return isBody() ? named : state.prepared(id, runner().prepare(workload(named)), host.clock().instant());
    }

    /** A trial has none of an earlier study's trial of its number, nor of one that its study has lost. */
    private void clearCheckpoint() throws IOException, InterruptedException {
        String directory = plan.checkpointDirectory();
        host.workspace().act(root -> {
            FileTree.remove(root.resolve(directory));
            return null;
        });
    }

    private RunTurn start(RunState state) throws IOException, InterruptedException {
        host.workspace().act(new PrepareRun(plan, state.id()));
        if (isBody()) {
            return RunTurn.starting(state.submitted(), body(state), pause(state));
        }
        runner().submit(workload(state), state.handle());
        return RunTurn.later(state.submitted(), List.of(), pause(state));
    }

    private RunTurn poll(RunState before) throws IOException, InterruptedException {
        if (isBody() && !bodies.isKnown(before.id())) {
            return RunTurn.starting(before, body(before), pause(before));
        }
        // The status first: output read after the end is all there is.
        WorkloadStatus status = explained(before, status(before));
        RunState state = seen(before, status);
        tellReason(status);
        OutputChunk chunk = output(state);
        int complete = completeLines(chunk, status.isFinished());
        echo.output(chunk.bytes(), complete);
        List<MetricPoint> points = parse(chunk.bytes(), complete);
        long cursor = chunk.next() - (chunk.bytes().length - complete);
        RunState read = state.read(cursor, journal(state, points));
        echo.progress(read, points, Duration.between(state.start(), host.clock().instant()));
        if (!status.isFinished() && isBody() && hasTimedOut(state)) {
            return RunTurn.stopping(
                    read.stopping(Status.TIMED_OUT, "stopped after " + timeoutSeconds() + " s"), points, Duration.ZERO);
        }
        if (complete > 0) {
            return RunTurn.now(read, points);
        }
        return status.isFinished()
                ? RunTurn.now(end(read, status), points)
                : RunTurn.later(read, points, pause(state));
    }

    private RunState seen(RunState state, WorkloadStatus status) {
        if (state.phase() != RunState.Phase.SUBMITTED) {
            return state;
        }
        if (status.phase() == Phase.PENDING) {
            waited = true;
            return state;
        }
        Optional<Instant> placed = isBody() ? bodies.placed(state.id()) : Optional.empty();
        if (placed.isPresent()) {
            return state.runningSince(placed.get());
        }
        return waited ? state.runningSince(host.clock().instant()) : state.running();
    }

    /** Runners see to the time of their workloads themselves; a body's is seen to here. */
    private boolean hasTimedOut(RunState state) {
        return timeoutSeconds() > 0
                && state.phase() == RunState.Phase.RUNNING
                && Duration.between(state.attemptStart(), host.clock().instant()).compareTo(Duration.ofSeconds(timeoutSeconds())) > 0;
    }

    private long timeoutSeconds() {
        return Math.round(plan.training().timeoutMinutes() * 60);
    }

    /** What a run waits for, once. */
    private void tellReason(WorkloadStatus status) {
        if (!status.isFinished() && status.reason() != null && !status.reason().equals(lastReason)) {
            host.log().line(plan.label() + ": " + status.reason());
            lastReason = status.reason();
        }
    }

    private RunState end(RunState state, WorkloadStatus status) {
        boolean mayRetry = status.phase() == Phase.FAILED || status.phase() == Phase.LOST;
        if (mayRetry && state.attempt() <= plan.training().retries()) {
            host.log().line(plan.label() + ": attempt " + state.attempt() + " failed: " + status.reason() + "; trying again");
            return state.again(plan.training().checkpoint() != null);
        }
        if (status.phase() == Phase.SUCCEEDED && status.reason() != null) {
            host.log().line(plan.label() + ": " + status.reason());
        }
        Status ended =
                switch (status.phase()) {
                    case SUCCEEDED -> Status.SUCCEEDED;
                    case TIMED_OUT -> Status.TIMED_OUT;
                    case CANCELLED -> Status.ABORTED;
                    default -> Status.FAILED;
                };
        return state.ended(ended, status.exitCode(), host.masking().of(status.reason()), host.clock().instant());
    }

    private WorkloadStatus status(RunState state) throws IOException, InterruptedException {
        if (!isBody()) {
            return runner().status(state.handle());
        }
        return bodies.outcome(state.id())
                .map(outcome -> outcome.succeeded()
                        ? new WorkloadStatus(Phase.SUCCEEDED, null, null)
                        : new WorkloadStatus(outcome.interrupted() ? Phase.CANCELLED : Phase.FAILED, null, outcome.error()))
                .orElseGet(() -> new WorkloadStatus(bodies.isWaiting(state.id()) ? Phase.PENDING : Phase.RUNNING, null, null));
    }

    /** An exit code of the built-in trainer says less than the sentence that it left. */
    private WorkloadStatus explained(RunState state, WorkloadStatus status) throws IOException, InterruptedException {
        if (status.phase() != Phase.FAILED || plan.training().form() != Training.Form.NO_CODE) {
            return status;
        }
        String scratch = plan.scratch(state.id());
        String left = host.workspace().act(root -> NoCode.failure(root, scratch).orElse(null));
        return left == null ? status : new WorkloadStatus(status.phase(), status.exitCode(), left);
    }

    private OutputChunk output(RunState state) throws IOException, InterruptedException {
        if (!isBody()) {
            return runner().output(state.handle(), state.cursor());
        }
        return bodies.output(state.id(), state.cursor());
    }

    private List<MetricPoint> parse(byte[] bytes, int length) {
        List<MetricPoint> points = new ArrayList<>();
        TextMetrics text = new TextMetrics(host.clock(), points::add);
        text.feed(bytes, 0, length);
        text.finish();
        return points;
    }

    private MetricBatch journal(RunState state, List<MetricPoint> points) throws IOException, InterruptedException {
        if (points.isEmpty()) {
            return new MetricBatch(state.journal(), Map.of());
        }
        String file = plan.metricsFile();
        long journal = state.journal();
        ArrayList<MetricPoint> travelling = new ArrayList<>(points);
        return host.workspace().act(root -> MetricBatch.append(root.resolve(file), journal, sink -> travelling.forEach(sink::point)));
    }

    /** Bytes up to the last line end; all of them at the end, or when a line is longer than a chunk. */
    private static int completeLines(OutputChunk chunk, boolean finished) {
        byte[] bytes = chunk.bytes();
        for (int i = bytes.length; i > 0; i--) {
            if (bytes[i - 1] == '\n' || bytes[i - 1] == '\r') {
                return i;
            }
        }
        return finished || chunk.isFull() ? bytes.length : 0;
    }

    private BodyRun body(RunState state) throws IOException, InterruptedException {
        BodyRun.Files files = new BodyRun.Files(
                RunEnvironment.directories(plan, plan.modelDirectory(state.id())), upload(), plan.results(state.id()));
        WorkingDirectory directory = host.workspace().act(WorkingDirectory::of);
        return new BodyRun(state.id(), plan.label(), environment(state, directory), bodyOutput(state), files);
    }

    private Map<String, String> environment(RunState state, WorkingDirectory directory) {
        return RunEnvironment.of(plan, directory, plan.modelDirectory(state.id()));
    }

    private Workload workload(RunState state) throws IOException, InterruptedException {
        Training training = plan.training();
        WorkingDirectory directory = runner().workingDirectory();
        Map<String, String> environment = environment(state, directory);
        String command;
        if (training.form() == Training.Form.COMMAND) {
            command = RunEnvironment.command(training.command(), plan.params(), directory.shell());
        } else {
            OwnJava java = host.java();
            environment.putAll(java.environment());
            String scratch = plan.scratch(state.id());
            command = host.workspace().act(root -> NoCode.command(java, root, scratch));
        }
        return new Workload(
                state.id(),
                Map.of(
                        "controller", host.controller(),
                        "job", host.build().job(),
                        "build", Integer.toString(host.build().number()),
                        "step", plan.label()),
                command,
                environment,
                "",
                plan.scratch(state.id()),
                timeoutSeconds(),
                training.retries(),
                upload(),
                plan.results(state.id()),
                plan.checkpoint(),
                training.resources());
    }

    private List<String> upload() {
        return plan.training().upload() == null ? List.of() : plan.training().upload();
    }

    private WorkloadRunner runner() throws IOException {
        return Runners.of(host, plan.training());
    }

    private boolean isBody() {
        return plan.training().form() == Training.Form.BODY;
    }

    private String bodyOutput(RunState state) {
        return plan.scratch(state.id()) + "/output";
    }

    /** Short at first, so that a quick run ends quickly; a quarter of a second for long ones. */
    private Duration pause(RunState state) {
        long elapsed = Duration.between(state.start(), host.clock().instant()).toMillis();
        return Duration.ofMillis(Math.max(5, Math.min(250, elapsed / 20)));
    }
}
