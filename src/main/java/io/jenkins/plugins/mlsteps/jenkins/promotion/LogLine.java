package io.jenkins.plugins.mlsteps.jenkins.promotion;

import io.jenkins.plugins.mlsteps.deploy.promotion.GateEvidence;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.List;
import java.util.Locale;
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

    LogLine(LogEntry entry) {
        this(entry, entry.job());
    }

    /** @param job as it is named now */
    LogLine(LogEntry entry, String job) {
        this.entry = entry;
        this.job = job;
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

    /** Such as {@code rolled back}. */
    public String getOutcomeInWords() {
        return entry.outcome() == null
                ? null
                : entry.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ');
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
