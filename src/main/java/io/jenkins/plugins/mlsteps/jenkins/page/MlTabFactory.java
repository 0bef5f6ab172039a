package io.jenkins.plugins.mlsteps.jenkins.page;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Gives builds that ran ML steps their tab. */
@Extension
@Restricted(NoExternalUse.class)
@SuppressWarnings("rawtypes")
public final class MlTabFactory extends TransientActionFactory<Run> {
    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @Override
    public Class<MlTab> actionType() {
        return MlTab.class;
    }

    @Override
    public Collection<MlTab> createFor(Run run) {
        Run<?, ?> build = run;
        return BuildRecords.find(build).map(records -> List.of(new MlTab(build, records))).orElse(List.of());
    }
}
