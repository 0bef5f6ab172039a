package io.jenkins.plugins.mlsteps.jenkins.page;

import hudson.model.Api;
import hudson.model.Job;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildSummary;
import io.jenkins.plugins.mlsteps.jenkins.record.JobHistory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.Tab;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.HttpResponses;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The <em>ML</em> page of a job: metrics and gate results over its builds, and two builds side by side. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class MlJobTab extends Tab {
    /** Rows of the table; the charts show more. */
    private static final int LISTED = 100;

    private final Job<?, ?> job;

    MlJobTab(Job<?, ?> job) {
        super(job);
        this.job = job;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    /** The trend of the metrics that the request names with {@code metric}, or of the headlines. */
    public Trend getTrend() {
        String[] chosen = Stapler.getCurrentRequest2().getParameterValues("metric");
        return Trend.of(summaries(), chosen == null ? Set.of() : new LinkedHashSet<>(List.of(chosen)));
    }

    /** The trend on the job's own page. */
    public Trend getHeadlines() {
        return Trend.of(summaries(), Set.of());
    }

    /** The latest builds. */
    public List<BuildRow> getRows() {
        return summaries().stream().limit(LISTED).map(BuildRow::of).toList();
    }

    /** Words about builds that the table leaves out; null when it lists all. */
    public String getLeftOut() {
        int more = summaries().size() - LISTED;
        return more > 0 ? "The table lists the latest " + LISTED + " builds; " + more + " earlier ones are in the charts." : null;
    }

    /**
     * The page that compares the builds which the request names with {@code from} and {@code to}: the last two that have
     * metrics or verdicts when it names none. Builds that are not there are answered with status 404, what is no number with 400.
     */
    public ComparePage getCompare() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        List<Integer> comparable = summaries().stream()
                .filter(BuildSummary::isComparable)
                .map(BuildSummary::number)
                .toList();
        int latest = comparable.isEmpty() ? summaries().get(0).number() : comparable.get(0);
        int previous = comparable.size() > 1 ? comparable.get(1) : latest;
        return new ComparePage(
                job,
                Comparison.of(
                        job, number(request.getParameter("from"), previous), number(request.getParameter("to"), latest)));
    }

    /** The builds of this job that ran ML steps, the latest first. */
    @Exported
    public List<ExportedBuild> getBuilds() {
        return summaries().stream().map(ExportedBuild::of).toList();
    }

    public Api getApi() {
        return new Api(this);
    }

    @Override
    public String getIconFileName() {
        return "symbol-analytics";
    }

    @Override
    public String getDisplayName() {
        return "ML";
    }

    @Override
    public String getUrlName() {
        return "ml";
    }

    private List<BuildSummary> summaries() {
        return JobHistory.of(job).summaries();
    }

    private static int number(String text, int otherwise) {
        try {
            return text == null || text.isBlank() ? otherwise : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw HttpResponses.errorWithoutStack(400, "from and to are numbers of builds");
        }
    }
}
