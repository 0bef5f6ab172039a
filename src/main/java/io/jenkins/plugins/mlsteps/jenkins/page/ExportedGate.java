package io.jenkins.plugins.mlsteps.jenkins.page;

import io.jenkins.plugins.mlsteps.record.Verdict;
import java.util.List;
import java.util.Objects;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a gate said, for machines.
 *
 * @param passed whether it let the model pass; false for a verdict that nobody vouches for
 * @param vouched whether this Jenkins vouches for the verdict: it signed exactly this one
 */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public record ExportedGate(
        @Exported String name,
        @Exported String model,
        @Exported String digest,
        @Exported boolean passed,
        @Exported boolean vouched,
        @Exported String time,
        @Exported(inline = true) List<ExportedCheck> checks) {
    static ExportedGate of(Verdict verdict, boolean vouched) {
        return new ExportedGate(
                verdict.gate(),
                verdict.model(),
                verdict.digest(),
                vouched && verdict.passed(),
                vouched,
                Objects.toString(verdict.time(), null),
                verdict.checks().stream().map(ExportedCheck::of).toList());
    }
}
