package io.jenkins.plugins.mlsteps.jenkins.page;

import io.jenkins.plugins.mlsteps.record.Verdict;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** One condition of a gate, for machines. */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public record ExportedCheck(
        @Exported String rule,
        @Exported boolean passed,
        @Exported String observed,
        @Exported String required,
        @Exported String reason) {
    static ExportedCheck of(Verdict.Check check) {
        return new ExportedCheck(check.rule(), check.passed(), check.observed(), check.required(), check.reason());
    }
}
