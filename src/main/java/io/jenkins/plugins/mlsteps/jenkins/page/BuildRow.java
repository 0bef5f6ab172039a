package io.jenkins.plugins.mlsteps.jenkins.page;

import io.jenkins.plugins.mlsteps.jenkins.record.BuildSummary;
import io.jenkins.plugins.mlsteps.report.page.Fact;
import io.jenkins.plugins.mlsteps.report.page.Mark;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.List;

/** One build in the table of a job. */
public record BuildRow(int number, String started, List<Fact> headlines, List<Gate> gates) {
    /** What a gate said. */
    public record Gate(String name, Mark mark) {}

    static BuildRow of(BuildSummary summary) {
        return new BuildRow(
                summary.number(),
                Wording.time(summary.started()),
                summary.headlines().stream()
                        .map(metric -> Fact.words(metric, Wording.number(summary.metrics().get(metric))))
                        .toList(),
                summary.outcomes().entrySet().stream()
                        .map(gate -> new Gate(gate.getKey(), OutcomeMark.of(gate.getValue())))
                        .toList());
    }
}
