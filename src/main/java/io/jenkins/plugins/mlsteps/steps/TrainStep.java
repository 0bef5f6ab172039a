package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Status;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Trains a model by a command, the built-in trainer or the author's own steps, and writes down what came of it. */
public final class TrainStep implements StepMachine<TrainState, TrainResult> {
    private final Host host;
    private final TrainSpec spec;
    private final RunPlan plan;
    private final TrainingRun training;

    /**
     * @param bodies of this step; asked only when it has a body
     * @throws io.jenkins.plugins.mlsteps.spec.SpecException unless the author gave exactly one of a command, a target or a body
     */
    public TrainStep(Host host, TrainSpec spec, boolean hasBody, Bodies bodies) {
        spec.training().requireForm("trainModel", hasBody);
        this.host = host;
        this.spec = spec;
        this.plan = plan(spec);
        this.training = new TrainingRun(host, plan, bodies);
    }

    private static RunPlan plan(TrainSpec spec) {
        return new RunPlan(
                spec.name(),
                spec.name(),
                "ml/train/" + spec.name(),
                spec.training(),
                spec.training().params() == null ? Map.of() : spec.training().params(),
                spec.seed(),
                spec.seed(),
                "",
                null,
                true);
    }

    @Override
    public Class<TrainState> stateType() {
        return TrainState.class;
    }

    @Override
    public TrainState initial() {
        return new TrainState(false, UUID.randomUUID().toString(), null, RunState.initial());
    }

    @Override
    public Turn<TrainState, TrainResult> advance(TrainState state) throws IOException, InterruptedException {
        if (!state.begun()) {
            return begin(state);
        }
        if (state.run().isEnded()) {
            return finish(state);
        }
        RunTurn turn = training.advance(state.run());
        return Turn.bodies(state.with(turn.state()), turn.body().stream().toList(), turn.stop().stream().toList(), turn.pause());
    }

    @Override
    public void abort(TrainState state, String why) throws IOException, InterruptedException {
        try {
            training.stop(state.run());
        } finally {
            if (state.begun() && !isDrivenOut(state)) {
                record(state.with(training.aborted(state.run(), why)));
            }
        }
    }

    private Turn<TrainState, TrainResult> begin(TrainState state) throws IOException, InterruptedException {
        Runners.require(host, spec.training());
        String directory = plan.directory();
        String data = spec.training().data();
        Occupant occupant = occupant(state);
        ClearScratch.of(directory, spec.name(), host);
        TrainRecord.Dataset dataset = host.workspace().act(root -> {
            FileTree.remove(root.resolve(directory));
            occupant.moveInto(root.resolve(RunPlan.scratchOf(directory)));
            return Datasets.describe(root, data);
        });
        return Turn.again(new TrainState(true, state.step(), dataset, state.run()), Duration.ZERO);
    }

    private Occupant occupant(TrainState state) {
        return Occupant.of(host.build(), state.step());
    }

    /** The records are another step's then. */
    private boolean isDrivenOut(TrainState state) throws IOException, InterruptedException {
        Occupant occupant = occupant(state);
        String scratch = RunPlan.scratchOf(plan.directory());
        return host.workspace().act(root -> occupant.isDrivenOutOf(root.resolve(scratch)));
    }

    private Turn<TrainState, TrainResult> finish(TrainState state) throws IOException, InterruptedException {
        if (isDrivenOut(state)) {
            throw Occupant.conflict("model '" + spec.name() + "' is being trained");
        }
        TrainRecord record = record(state);
        String seconds = Figures.duration(record.duration());
        if (record.status() != Status.SUCCEEDED) {
            throw new StepFailure("trainModel '" + spec.name() + "' " + words(record.status()) + " after " + seconds + ": "
                    + record.reason());
        }
        host.log().line("trained '" + spec.name() + "' in " + seconds
                + (record.metrics().isEmpty() ? "; it reported no metric" : ": " + Figures.list(record.metrics())));
        if (!Objects.equals(record.reason(), state.run().reason())) {
            host.log().line("trainModel '" + spec.name() + "': " + record.reason());
        }
        if (record.digest() != null) {
            host.log().line("model " + Path.of("ml", "train", spec.name(), "model") + " has digest " + record.digest());
        }
        return Turn.done(state, result(record));
    }

    private TrainRecord record(TrainState state) throws IOException, InterruptedException {
        return host.workspace()
                .act(new RecordTraining(
                        spec,
                        plan,
                        state.run(),
                        state.dataset(),
                        host.build().source(),
                        host.machineName(),
                        host.masking()));
    }

    private static String words(Status status) {
        return switch (status) {
            case SUCCEEDED -> "succeeded";
            case FAILED -> "failed";
            case TIMED_OUT -> "timed out";
            case ABORTED -> "was aborted";
        };
    }

    private static TrainResult result(TrainRecord record) {
        return new TrainResult(
                record.name(),
                record.metrics(),
                record.digest() == null ? null : "ml/train/" + record.name() + "/model",
                record.digest(),
                record.predictions(),
                record.duration().toMillis() / 1000.0);
    }
}
