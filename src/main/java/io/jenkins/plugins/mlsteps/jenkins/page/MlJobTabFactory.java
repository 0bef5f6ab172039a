package io.jenkins.plugins.mlsteps.jenkins.page;

import hudson.Extension;
import hudson.model.Job;
import io.jenkins.plugins.mlsteps.jenkins.record.JobHistory;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** Gives jobs their trend as soon as any build ran an ML step, also when every build failed its gate. */
@Extension
@Restricted(NoExternalUse.class)
@SuppressWarnings("rawtypes")
public final class MlJobTabFactory extends TransientActionFactory<Job> {
    @Override
    public Class<Job> type() {
        return Job.class;
    }

    @Override
    public Class<MlJobTab> actionType() {
        return MlJobTab.class;
    }

    @Override
    public Collection<MlJobTab> createFor(Job job) {
        Job<?, ?> named = job;
        return JobHistory.of(named).isEmpty() ? List.of() : List.of(new MlJobTab(named));
    }
}
