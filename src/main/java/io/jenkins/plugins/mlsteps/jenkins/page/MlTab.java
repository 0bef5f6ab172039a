package io.jenkins.plugins.mlsteps.jenkins.page;

import hudson.model.Actionable;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.jenkins.record.BuildRecords;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.page.Figures;
import io.jenkins.plugins.mlsteps.report.page.Guarantor;
import io.jenkins.plugins.mlsteps.report.page.Page;
import java.time.Instant;
import java.util.List;
import jenkins.management.Badge;
import jenkins.model.Tab;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The <em>ML</em> tab of a build: everything its ML steps wrote down, and what they say while they run. */
@ExportedBean
@Restricted(NoExternalUse.class)
public final class MlTab extends Tab {
    private final Run<?, ?> run;
    private final BuildRecords records;
    private final Figures figures = new Figures();
    private Page page;

    MlTab(Run<?, ?> run, BuildRecords records) {
        super((Actionable) run);
        this.run = run;
        this.records = records;
    }

    public Run<?, ?> getRun() {
        return run;
    }

    /** The sections, as the report of the build has them. */
    public synchronized Page getPage() {
        if (page == null) {
            page = Page.of(records.records(), records.vouched(), figures, Instant.now());
        }
        return page;
    }

    /** The data of the charts of the page. */
    public Figures getFigures() {
        return figures;
    }

    /** Whether no record is kept yet. */
    public boolean isWithoutRecords() {
        return ledger().isEmpty();
    }

    /** Whether the page asks again by itself. */
    @Exported
    public boolean isRunning() {
        return run.isBuilding();
    }

    /** When records were kept last, in milliseconds since the epoch: a page that shows earlier ones is out of date. */
    @Exported
    public long getKept() {
        return records.lastKept().toEpochMilli();
    }

    /** What running steps said last. */
    @Exported
    public List<ExportedProgress> getProgress() {
        return records.progress().stream().map(ExportedProgress::of).toList();
    }

    @Exported
    public List<ExportedTraining> getTrainings() {
        return ledger().trainings().stream().map(ExportedTraining::of).toList();
    }

    @Exported
    public List<ExportedStudy> getStudies() {
        return ledger().studies().stream().map(ExportedStudy::of).toList();
    }

    @Exported
    public List<ExportedGate> getGates() {
        Guarantor vouched = records.vouched();
        return ledger().verdicts().stream()
                .map(verdict -> ExportedGate.of(verdict, vouched.vouchesFor(verdict)))
                .toList();
    }

    @Exported
    public List<ExportedEndpoint> getEndpoints() {
        Guarantor vouched = records.vouched();
        return ledger().deployments().stream()
                .map(deployment -> ExportedEndpoint.of(deployment, vouched.vouchesFor(deployment)))
                .toList();
    }

    public Api getApi() {
        return new Api(this);
    }

    /** How many gates failed; none when all passed. */
    @Override
    public Badge getBadge() {
        long failed = ledger().verdicts().stream().filter(verdict -> !verdict.passed()).count();
        return failed == 0
                ? null
                : new Badge(
                        String.valueOf(failed),
                        failed == 1 ? "A gate failed" : failed + " gates failed",
                        Badge.Severity.DANGER);
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

    private Ledger ledger() {
        return records.records();
    }
}
