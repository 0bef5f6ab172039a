package io.jenkins.plugins.mlsteps.jenkins.page;

import hudson.model.Job;
import hudson.model.ModelObject;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/** The page of two builds side by side. */
@Restricted(NoExternalUse.class)
public final class ComparePage implements ModelObject {
    private final Job<?, ?> job;
    private final Comparison comparison;

    ComparePage(Job<?, ?> job, Comparison comparison) {
        this.job = job;
        this.comparison = comparison;
    }

    /** The job, under the name by which the layout of its pages asks for it. */
    public Job<?, ?> getObject() {
        return job;
    }

    public Comparison getComparison() {
        return comparison;
    }

    @Override
    public String getDisplayName() {
        return "Compare builds";
    }
}
