package io.jenkins.plugins.mlsteps.jenkins.page;

import io.jenkins.plugins.mlsteps.jenkins.record.BuildSummary;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One build in the history of a job, for machines. */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public record ExportedBuild(
        @Exported int number,
        @Exported String started,
        @Exported Map<String, Double> metrics,
        @Exported Map<String, Boolean> gates) {
    static ExportedBuild of(BuildSummary summary) {
        return new ExportedBuild(
                summary.number(), String.valueOf(summary.started()), summary.metrics(), summary.outcomes());
    }
}
