package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Options;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Stage;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Work;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.StageStatus;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs stages. What goes wrong in one becomes its result; nothing is thrown to the stages around it. */
final class StageRunner {
    private final Execution execution;
    private final Options pipeline;

    /** @param pipeline options of the whole */
    StageRunner(Execution execution, Options pipeline) {
        this.execution = execution;
        this.pipeline = pipeline;
    }

    /** One after the other; after an error the rest is skipped. */
    Ending runAll(List<Stage> stages, Frame frame) {
        Ending ending = Ending.DONE;
        for (Stage stage : stages) {
            if (!ending.mayGoOn()) {
                skip(stage, frame, "earlier failure(s)");
            } else if (pipeline.skipStagesAfterUnstable()
                    && execution.session().build().result() == Result.UNSTABLE) {
                skip(stage, frame, "earlier stage(s) marking the build as unstable");
            } else {
                ending = run(stage, frame);
            }
        }
        return ending.mayGoOn() ? Ending.DONE : ending;
    }

    Ending run(Stage stage, Frame around) {
        StageStatus status = around.stage().inner(stage.name());
        Optional<Result> earlier = execution.journal().takeEarlier(status.path());
        if (earlier.isPresent()) {
            execution.session().console().heading("Stage '" + status.path() + "' is done already: " + earlier.get());
            return earlier.get() == Result.NOT_BUILT ? Ending.SKIPPED : take(around, earlier.get());
        }
        Frame frame = around.in(status).with(Map.of("STAGE_NAME", stage.name()));
        Timeline.Entry entry = begin(status);
        Ending ending = new Attempts(this, execution, stage, () -> resultForPost(status)).run(frame);
        Result result = ending == Ending.SKIPPED ? Result.NOT_BUILT : status.result();
        // Branches that had to stop because another failed make no more of the stage around them than that one did.
        boolean counts = ending != Ending.STOPPED || !around.stage().hasStoppedItsBranches();
        if (ending != Ending.SKIPPED && counts) {
            around.stage().worsen(result);
        }
        entry.end(result, null);
        if (ending.mayGoOn()) {
            remember(status.path(), result);
        }
        return ending;
    }

    /** What a stage does, without its conditions and post. */
    Ending work(Stage stage, Frame frame) throws Exception {
        Work work = stage.work();
        if (work instanceof Work.Steps steps) {
            execution.call(steps.code(), frame);
            return Ending.DONE;
        }
        if (work instanceof Work.Sequence sequence) {
            return runAll(sequence.stages(), frame);
        }
        boolean failFast = stage.failFast() || pipeline.parallelsAlwaysFailFast();
        List<Branch> branches = work instanceof Work.Matrix matrix
                ? MatrixCells.of(matrix)
                : ((Work.Parallel) work).stages().stream().map(Branch::of).toList();
        return new Branches(this, execution, frame, failFast).run(branches);
    }

    /** As in Jenkins, where a build that is unstable is so for the stages that follow, too. */
    private Result resultForPost(StageStatus status) {
        return status.result().worst(execution.session().build().resultOfSteps());
    }

    private static Ending take(Frame around, Result earlier) {
        around.stage().worsen(earlier);
        return Ending.DONE;
    }

    private Timeline.Entry begin(StageStatus status) {
        execution.session().console().heading("▶ " + status.title());
        Timeline.Entry entry = execution.timeline().stage(status);
        save();
        return entry;
    }

    private void skip(Stage stage, Frame frame, String why) {
        StageStatus status = frame.stage().inner(stage.name());
        frame.log().line("Stage '" + status.path() + "' skipped due to " + why);
        execution.timeline().stage(status).end(Result.NOT_BUILT, "skipped due to " + why);
    }

    private void remember(String path, Result result) {
        try {
            execution.journal().stageDone(path, result, entry -> entry.with(
                    execution.session().build().results(),
                    execution.session().build().getDisplayName(),
                    execution.session().build().getDescription(),
                    execution.variables(),
                    execution.session().variables().assigned()));
        } catch (IOException e) {
            throw new UncheckedIOException("the progress of the run cannot be written: " + IoFailure.sentence(e), e);
        }
        save();
    }

    private void save() {
        try {
            execution.timeline().save();
        } catch (IOException e) {
            throw new UncheckedIOException("the timeline of the run cannot be written: " + IoFailure.sentence(e), e);
        }
    }
}
