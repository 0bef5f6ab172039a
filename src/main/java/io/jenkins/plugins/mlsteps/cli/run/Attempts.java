package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Stage;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Work;
import io.jenkins.plugins.mlsteps.cli.session.Deadline;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.step.InputStep;
import io.jenkins.plugins.mlsteps.cli.step.StepCall;
import io.jenkins.plugins.mlsteps.spec.Binder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * One stage within its options: as often as {@code retry} and as long as {@code timeout} allow, each time with its input,
 * environment, conditions and post.
 */
final class Attempts {
    private final StageRunner runner;
    private final Execution execution;
    private final Stage stage;
    private final Supplier<Result> resultForPost;

    /** @param resultForPost what decides which post conditions are met */
    Attempts(StageRunner runner, Execution execution, Stage stage, Supplier<Result> resultForPost) {
        this.runner = runner;
        this.execution = execution;
        this.stage = stage;
        this.resultForPost = resultForPost;
    }

    Ending run(Frame around) {
        Frame frame = stage.options().timestamps() ? around.logging(around.log().withTimestamps()) : around;
        try {
            if (stage.when() != null && stage.when().beforeOptions() && isUnwanted(frame)) {
                return Ending.SKIPPED;
            }
            return stage.options().timeoutEachTime() ? repeated(frame) : limited(frame, this::repeated);
        } catch (Exception e) {
            return broken(frame, e);
        }
    }

    private Ending limited(Frame frame, Deadline.Work<Ending> work) throws Exception {
        Duration limit = stage.options().timeout();
        return limit == null ? work.in(frame) : Deadline.limit(frame, limit, work);
    }

    private Ending repeated(Frame frame) throws Exception {
        int most = Math.max(1, stage.options().retry());
        for (int attempt = 1; ; attempt++) {
            Ending ending = stage.options().timeoutEachTime() ? onceLimited(frame) : once(frame);
            if (ending != Ending.BROKEN || attempt == most || frame.isTimeUp()) {
                return ending;
            }
            execution.session().cancellation().check(frame);
            frame.log().line("Retrying (" + (attempt + 1) + " of " + most + ")");
            execution.startOver(frame.stage());
        }
    }

    private Ending onceLimited(Frame frame) {
        try {
            return limited(frame, this::once);
        } catch (Exception e) {
            return broken(frame, e);
        }
    }

    private Ending once(Frame frame) {
        Frame inner = frame;
        boolean begun = hasPostInAnyCase();
        Ending ending;
        try {
            execution.session().cancellation().check(frame);
            if (stage.when() != null && stage.when().beforeInput() && isUnwanted(frame)) {
                return Ending.SKIPPED;
            }
            inner = new EnvironmentBlock(execution, stage.environment()).over(inner.with(input(inner)));
            if (stage.when() != null && isUnwanted(inner)) {
                return Ending.SKIPPED;
            }
            begun = true;
            ending = runner.work(stage, inner);
        } catch (Exception e) {
            ending = broken(inner, e);
        }
        return begun ? new PostSteps(execution, inner, resultForPost).run(stage.post(), ending) : ending;
    }

    /** As in Jenkins, where a stage of steps or stages has no post when its input, environment or condition failed. */
    private boolean hasPostInAnyCase() {
        boolean isPipeline = stage.name().isEmpty();
        return isPipeline || stage.work() instanceof Work.Parallel || stage.work() instanceof Work.Matrix;
    }

    private boolean isUnwanted(Frame frame) throws Exception {
        boolean unwanted = !new WhenConditions(execution).hold(stage.when().condition(), frame);
        if (unwanted) {
            frame.log().line("Stage '" + frame.stage().path() + "' skipped due to when conditional");
        }
        return unwanted;
    }

    /** Answers to the stage's {@code input}, as variables. */
    private Map<String, String> input(Frame frame) throws Exception {
        Map<String, String> variables = new LinkedHashMap<>();
        if (stage.input() != null) {
            Object given = Arguments.plain(execution.call(stage.input(), frame));
            Map<String, Object> arguments = new LinkedHashMap<>();
            ((Map<?, ?>) given).forEach((name, value) -> arguments.put(String.valueOf(name), value));
            InputStep input = Binder.bind(InputStep.class, arguments);
            input.ask(new StepCall(execution.session(), frame, null))
                    .forEach((name, value) -> variables.put(name, String.valueOf(value)));
        }
        return variables;
    }

    private Ending broken(Frame frame, Exception e) {
        String stopped = frame.stage().stopped();
        if (e instanceof InterruptedException && stopped != null) {
            frame.log().line("Stopped: " + stopped);
            frame.stage().worsen(Result.ABORTED); // the branch that failed made the build what it is
            return Ending.STOPPED;
        }
        return execution.failed(frame, frame.ended(e));
    }
}
