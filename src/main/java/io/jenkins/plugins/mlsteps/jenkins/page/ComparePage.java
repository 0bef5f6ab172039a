package io.jenkins.plugins.mlsteps.jenkins.page;

import hudson.model.Api;
import hudson.model.Job;
import hudson.model.ModelObject;
import java.util.List;
import java.util.Map;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The page of two builds side by side. */
@ExportedBean
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

    @Exported
    public ExportedBuild getFrom() {
        return ExportedBuild.of(comparison.first());
    }

    @Exported
    public ExportedBuild getTo() {
        return ExportedBuild.of(comparison.second());
    }

    /** Of the metrics that both builds have, {@code to} minus {@code from}. */
    @Exported
    public Map<String, Double> getChanges() {
        return comparison.changes();
    }

    /** Digests, seconds and parameters of both builds. */
    @Exported
    public List<ExportedFact> getFacts() {
        return comparison.facts().stream()
                .map(row -> new ExportedFact(row.name(), row.from().value(), row.to().value()))
                .toList();
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getDisplayName() {
        return "Compare builds";
    }
}
