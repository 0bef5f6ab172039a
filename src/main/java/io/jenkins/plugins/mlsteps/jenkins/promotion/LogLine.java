package io.jenkins.plugins.mlsteps.jenkins.promotion;

import io.jenkins.plugins.mlsteps.deploy.promotion.GateEvidence;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import io.jenkins.plugins.mlsteps.report.page.Mark;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.List;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** An entry of the promotion log on pages and in the REST API. */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public final class LogLine {
    private final LogEntry entry;
    private final String job;
    private final String buildUrl;

    LogLine(LogEntry entry) {
        this(entry, entry.job(), null);
    }

    /**
     * @param job as it is named now
     * @param buildUrl of the build, relative to the root of Jenkins; null when it is gone
     */
    LogLine(LogEntry entry, String job, String buildUrl) {
        this.entry = entry;
        this.job = job;
        this.buildUrl = buildUrl;
    }

    /** ISO 8601. */
    @Exported
    public String getTime() {
        return entry.time().toString();
    }

    public String getTimeInWords() {
        return Wording.time(entry.time());
    }

    public String getShortDigest() {
        return Wording.shortDigest(entry.digest());
    }

    @Exported
    public String getEvent() {
        return entry.event().name();
    }

    @Exported
    public String getJob() {
        return job;
    }

    @Exported
    public int getBuild() {
        return entry.build();
    }

    @Exported
    public String getEnvironment() {
        return entry.environment();
    }

    @Exported
    public String getEndpoint() {
        return entry.endpoint();
    }

    @Exported
    public String getModel() {
        return entry.model();
    }

    @Exported
    public String getDigest() {
        return entry.digest();
    }

    /** Whether a model came back that served there before. */
    @Exported
    public boolean isRollback() {
        return entry.rollback();
    }

    @Exported
    public String getBy() {
        return entry.by();
    }

    @Exported
    public String getReason() {
        return entry.reason();
    }

    /** Where the promotion ended; null while it goes on. */
    @Exported
    public String getOutcome() {
        return entry.outcome() == null ? null : entry.outcome().name();
    }

    /** What happened. */
    public Mark getMark() {
        return switch (entry.event()) {
            case ASKED -> new Mark("Asked for", "idle");
            case APPROVED -> new Mark("Approved", "good");
            case REJECTED -> new Mark("Rejected", "bad");
            case OVERRIDDEN -> new Mark("Overridden", "bad");
            case ENDED -> end(entry.outcome());
        };
    }

    /** @param outcome null where a line of the log does not say */
    private static Mark end(Stage outcome) {
        if (outcome == null) {
            return new Mark("Ended", "idle");
        }
        return switch (outcome) {
            case DEPLOYED -> new Mark("Deployed", "good");
            case ROLLED_BACK -> new Mark("Rolled back", "warn");
            case REFUSED -> new Mark("Refused", "bad");
            case REJECTED -> new Mark("Ended: rejected", "bad");
            default -> new Mark("Failed", "bad");
        };
    }

    /** Relative to the root of Jenkins; null when the build is gone. */
    public String getBuildUrl() {
        return buildUrl;
    }

    public List<EvidenceLine> getEvidence() {
        return entry.verdicts().stream()
                .map(evidence -> EvidenceLine.of(evidence, entry.digest()))
                .toList();
    }

    @Exported
    public boolean isOverridden() {
        return entry.overridden();
    }

    /** One sentence for each gate. */
    @Exported
    public List<String> getVerdicts() {
        return entry.verdicts().stream().map(LogLine::inWords).toList();
    }

    private static String inWords(GateEvidence evidence) {
        if (evidence.problem() != null) {
            return evidence.gate() + ": no verdict (" + evidence.problem() + ")";
        }
        return evidence.gate() + (evidence.passed() ? " passed " : " failed ") + evidence.digest() + " at "
                + evidence.time();
    }
}
