package io.jenkins.plugins.mlsteps.jenkins.page;

import io.jenkins.plugins.mlsteps.jenkins.record.BuildSummary.Outcome;
import io.jenkins.plugins.mlsteps.report.page.Mark;

/** A gate's outcome as pages show it. */
final class OutcomeMark {
    private OutcomeMark() {}

    static Mark of(Outcome outcome) {
        return Mark.ofVerdict(outcome == Outcome.PASSED, outcome != Outcome.UNSIGNED);
    }
}
