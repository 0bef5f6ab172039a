package io.jenkins.plugins.mlsteps.jenkins.page;

import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Last line of a running step, for machines. */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public record ExportedProgress(
        @Exported String step,
        @Exported String line,
        @Exported String time) {
    static ExportedProgress of(BuildRecords.Progress progress) {
        return new ExportedProgress(progress.step(), progress.line(), progress.time().toString());
    }
}
