package io.jenkins.plugins.mlsteps.jenkins.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.GateEvidence;
import io.jenkins.plugins.mlsteps.deploy.promotion.PendingPromotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * One line of the promotion log.
 *
 * @param job full name at that time
 * @param promotion its id in the build
 * @param by who did it; null when nobody is known
 * @param reason why; null when none was given
 * @param outcome where the promotion ended; null while it goes on
 * @param overridden whether a person set the policy aside
 * @param verdicts what was known of the gates
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LogEntry(
        Instant time,
        Event event,
        String job,
        int build,
        String promotion,
        String environment,
        String endpoint,
        String model,
        String digest,
        String by,
        String reason,
        Stage outcome,
        boolean overridden,
        List<GateEvidence> verdicts)
        implements Serializable {
    public LogEntry {
        verdicts = verdicts == null ? List.of() : verdicts.stream().map(GateEvidence::inBrief).toList();
    }

    /** What happened. */
    public enum Event {
        ASKED,
        APPROVED,
        REJECTED,
        OVERRIDDEN,
        ENDED
    }

    static LogEntry asked(DeskSheet sheet) {
        PendingPromotion promotion = sheet.promotion();
        return of(sheet, Event.ASKED, sheet.opened(), promotion.author(), promotion.why(), null);
    }

    static LogEntry decided(DeskSheet sheet, Decision decision) {
        Event event =
                switch (decision.kind()) {
                    case APPROVE -> Event.APPROVED;
                    case REJECT -> Event.REJECTED;
                    case OVERRIDE -> Event.OVERRIDDEN;
                };
        return of(sheet, event, decision.time(), decision.person(), decision.reason(), null);
    }

    /** A promotion whose build ended without saying how. */
    static LogEntry abandoned(DeskSheet sheet, String why) {
        return of(sheet, Event.ENDED, Instant.now(), null, why, Stage.FAILED);
    }

    private static LogEntry of(DeskSheet sheet, Event event, Instant time, String by, String reason, Stage outcome) {
        PendingPromotion promotion = sheet.promotion();
        return new LogEntry(
                time,
                event,
                sheet.job(),
                sheet.build(),
                promotion.id(),
                promotion.environment(),
                promotion.endpoint(),
                promotion.model(),
                promotion.digest(),
                by,
                reason,
                outcome,
                event == Event.OVERRIDDEN,
                promotion.evidence());
    }

    static LogEntry ended(String job, int build, Promotion promotion, Instant time) {
        return new LogEntry(
                time,
                Event.ENDED,
                job,
                build,
                promotion.id(),
                promotion.environment(),
                promotion.endpoint(),
                promotion.model(),
                promotion.digest(),
                promotion.author(),
                promotion.reason(),
                promotion.stage(),
                promotion.overridden(),
                promotion.evidence());
    }

    /** Whether both tell the end of the same promotion. */
    boolean isSameEnd(LogEntry other) {
        return event == Event.ENDED
                && other.event == Event.ENDED
                && build == other.build
                && job.equals(other.job)
                && promotion.equals(other.promotion)
                && outcome == other.outcome;
    }
}
