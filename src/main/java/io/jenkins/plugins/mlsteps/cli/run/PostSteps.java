package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.jenkinsfile.Code;
import io.jenkins.plugins.mlsteps.cli.jenkinsfile.PostCondition;
import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.step.Failures;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Runs {@code post} once the work before it ended, however that was. An error in one condition does not keep the next from
 * running; it makes the result worse, which the next then sees.
 */
record PostSteps(Execution execution, Frame frame, Supplier<Result> result) {
    private static final EnumSet<Result> BAD = EnumSet.of(Result.UNSTABLE, Result.FAILURE);

    Ending run(Map<PostCondition, Code> post, Ending before) {
        Ending ending = before;
        for (Map.Entry<PostCondition, Code> steps : post.entrySet()) {
            if (isMet(steps.getKey())) {
                ending = run(steps.getKey(), steps.getValue(), ending);
            }
        }
        return ending;
    }

    private Ending run(PostCondition condition, Code steps, Ending before) {
        // The interrupt that ended the work is not meant for what cleans up after it.
        Thread.interrupted();
        try {
            execution.call(steps, frame.finishing());
            return before;
        } catch (Exception e) {
            frame.log().line("ERROR: in post { " + condition + " }: " + Failures.message(e));
            Failures.worsen(execution.session(), frame, e);
            return before.mayGoOn() ? Ending.BROKEN : before;
        }
    }

    private boolean isMet(PostCondition condition) {
        Result now = result.get();
        Result before = execution.session().build().previous();
        return switch (condition) {
            case always, cleanup -> true;
            case changed -> before != now;
            case fixed -> now == Result.SUCCESS && before != null && BAD.contains(before);
            case regression -> before != null && now != Result.NOT_BUILT && now.isWorseThan(before);
            case aborted -> now == Result.ABORTED;
            case failure -> now == Result.FAILURE;
            case success -> now == Result.SUCCESS;
            case unstable -> now == Result.UNSTABLE;
            case unsuccessful -> now != Result.SUCCESS;
            case notBuilt -> now == Result.NOT_BUILT;
        };
    }
}
