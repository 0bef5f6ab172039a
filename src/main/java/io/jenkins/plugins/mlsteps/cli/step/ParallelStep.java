package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.SideBySide;
import io.jenkins.plugins.mlsteps.cli.session.StageStatus;
import io.jenkins.plugins.mlsteps.cli.session.StepError;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import io.jenkins.plugins.mlsteps.steps.StepFailure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code parallel} in a script; returns what the branches returned, by their names. */
@Word(value = "parallel", doc = "Run steps side by side.")
public record ParallelStep(
        @Parameter(value = "What runs side by side, by name.", required = true) Map<String, StepCall.Body> branches,
        @Parameter(value = "Whether the first that fails stops the others.", defaultValue = "false") boolean failFast)
        implements Step {

    /** @param failure null when there was none */
    private record Outcome(Object value, Exception failure) {}

    @Override
    public Object run(StepCall call) throws Exception {
        StageStatus all = call.frame().stage().branches();
        List<SideBySide.Piece<Outcome>> pieces = branches.entrySet().stream()
                .map(branch -> new SideBySide.Piece<>(
                        branch.getKey(), () -> outcome(branch.getKey(), branch.getValue(), call.frame().in(all))))
                .toList();
        Map<String, Object> values = new LinkedHashMap<>();
        List<Exception> failures = new ArrayList<>();
        boolean interrupted = SideBySide.run(pieces, (name, outcome, left) -> {
            if (outcome != null && outcome.failure() == null) {
                values.put(name, outcome.value());
                return false;
            }
            failures.add(outcome == null ? new StepError("branch '" + name + "' cannot be recorded") : outcome.failure());
            boolean stops = failFast && failures.size() == 1 && left > 0;
            if (stops) {
                all.stop("Failed in branch " + name);
            }
            return stops;
        });
        if (!failures.isEmpty()) {
            throw worst(failures);
        }
        if (interrupted) {
            throw new InterruptedException("the branches were stopped");
        }
        return values;
    }

    private static Outcome outcome(String name, StepCall.Body body, Frame around) {
        Frame frame = around.in(around.stage().block(name)).logging(around.log().branch(name));
        try {
            return new Outcome(body.in(frame), null);
        } catch (Exception | Error e) {
            frame.log().line("Failed in branch " + name);
            return new Outcome(null, e instanceof Exception failure ? failure : new StepError(Failures.message(e), e));
        }
    }

    /** The first, or as in Jenkins the first that no step expected, with others attached that were not stopped from outside. */
    private Exception worst(List<Exception> failures) {
        if (!failFast) {
            failures.sort(Comparator.comparingInt(ParallelStep::rank));
        }
        Exception worst = failures.get(0);
        failures.stream()
                .filter(failure -> failure != worst && !Failures.isStop(failure))
                .forEach(worst::addSuppressed);
        return worst;
    }

    private static int rank(Exception failure) {
        return Failures.isStop(failure) ? 2 : failure instanceof StepError || failure instanceof StepFailure ? 1 : 0;
    }
}
