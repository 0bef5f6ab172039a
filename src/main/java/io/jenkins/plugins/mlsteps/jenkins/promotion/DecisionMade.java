package io.jenkins.plugins.mlsteps.jenkins.promotion;

import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.report.page.Mark;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** A decision on pages and in the REST API; without the groups of the person, which are nobody's business. */
@ExportedBean(defaultVisibility = 3)
@Restricted(NoExternalUse.class)
public final class DecisionMade {
    private final Decision decision;
    private final boolean counting;

    DecisionMade(Decision decision, boolean counting) {
        this.decision = decision;
        this.counting = counting;
    }

    @Exported
    public String getKind() {
        return decision.kind().name();
    }

    /** Whether nothing is known against it: a person may have lost what it takes to decide. */
    @Exported
    public boolean isCounting() {
        return counting;
    }

    public Mark getMark() {
        Mark mark = made();
        return counting ? mark : new Mark(mark.word() + ", does not count", "idle");
    }

    private Mark made() {
        return switch (decision.kind()) {
            case APPROVE -> new Mark("Approved", "good");
            case REJECT -> new Mark("Rejected", "bad");
            case OVERRIDE -> new Mark("Policy overridden", "bad");
        };
    }

    @Exported
    public String getPerson() {
        return decision.person();
    }

    @Exported
    public String getReason() {
        return decision.reason();
    }

    /** ISO 8601. */
    @Exported
    public String getTime() {
        return decision.time().toString();
    }

    public String getTimeInWords() {
        return Wording.time(decision.time());
    }
}
