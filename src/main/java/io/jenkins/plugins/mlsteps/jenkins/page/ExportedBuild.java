package io.jenkins.plugins.mlsteps.jenkins.page;

import io.jenkins.plugins.mlsteps.jenkins.record.BuildSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One build in the history of a job, for machines.
 *
 * @param gates whether each let the model pass; not for a verdict that this Jenkins does not vouch for
 * @param unvouched names of the gates whose verdicts this Jenkins does not vouch for
 */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public record ExportedBuild(
        @Exported int number,
        @Exported String started,
        @Exported Map<String, Double> metrics,
        @Exported Map<String, Boolean> gates,
        @Exported List<String> unvouched) {
    static ExportedBuild of(BuildSummary summary) {
        Map<String, Boolean> gates = new LinkedHashMap<>();
        List<String> unvouched = new ArrayList<>();
        summary.outcomes().forEach((gate, outcome) -> {
            gates.put(gate, outcome == BuildSummary.Outcome.PASSED);
            if (outcome == BuildSummary.Outcome.UNSIGNED) {
                unvouched.add(gate);
            }
        });
        return new ExportedBuild(
                summary.number(), String.valueOf(summary.started()), summary.metrics(), gates, unvouched);
    }
}
