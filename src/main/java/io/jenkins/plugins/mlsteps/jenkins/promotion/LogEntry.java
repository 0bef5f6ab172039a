package io.jenkins.plugins.mlsteps.jenkins.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import hudson.model.Job;
import io.jenkins.plugins.mlsteps.deploy.promotion.Decision;
import io.jenkins.plugins.mlsteps.deploy.promotion.GateEvidence;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest;
import io.jenkins.plugins.mlsteps.deploy.promotion.Stage;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One line of the promotion log.
 *
 * @param job full name at that time
 * @param promotion its id in the build
 * @param rollback whether it brings back a model that served there before
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
        boolean rollback,
        String by,
        String reason,
        Stage outcome,
        boolean overridden,
        List<GateEvidence> verdicts)
        implements Serializable {
    public LogEntry {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(job, "job");
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
        PromotionRequest request = sheet.promotion().request();
        return of(sheet, Event.ASKED, sheet.opened(), request.author(), request.why(), null);
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
        return of(
                time,
                event,
                sheet.job(),
                sheet.build(),
                sheet.promotion().request(),
                by,
                reason,
                outcome,
                event == Event.OVERRIDDEN,
                sheet.promotion().evidence());
    }

    static LogEntry ended(String job, int build, Promotion promotion, Instant time) {
        return of(
                time,
                Event.ENDED,
                job,
                build,
                promotion.request(),
                promotion.request().author(),
                why(promotion),
                promotion.stage(),
                promotion.overridden(),
                promotion.evidence());
    }

    /** Why it ended as it did; of one that serves, why it was wanted and, if so, why the policy was set aside. */
    private static String why(Promotion promotion) {
        String why = promotion.reason() == null ? promotion.request().why() : promotion.reason();
        Decision override = promotion.override();
        if (override == null) {
            return why;
        }
        String aside = "overridden by " + override.person() + ": " + override.reason();
        return why == null ? aside : why + "; " + aside;
    }

    private static LogEntry of(
            Instant time,
            Event event,
            String job,
            int build,
            PromotionRequest request,
            String by,
            String reason,
            Stage outcome,
            boolean overridden,
            List<GateEvidence> verdicts) {
        return new LogEntry(
                time,
                event,
                job,
                build,
                request.id(),
                request.environment(),
                request.endpoint(),
                request.model(),
                request.digest(),
                request.origin() == PromotionRequest.Origin.ROLLBACK,
                by,
                reason,
                outcome,
                overridden,
                verdicts);
    }

    /** The name that the job has now; empty when it was deleted: another may have its name. */
    Optional<String> jobNow() {
        return JobMoves.get().now(job, time);
    }

    /** The name that the job has now; of a deleted one, which it had at that time. */
    public String lastJob() {
        return jobNow().orElse(job);
    }

    /** Whether the current user may know of the entry: he reads the job, or it is deleted and he configures environments. */
    public boolean mayBeKnown() {
        return JobLookup.mayBeKnown(jobNow());
    }

    /** The job, if it is still there and the current user may read it. */
    public Optional<Job<?, ?>> visibleJob() {
        return jobNow().flatMap(JobLookup::visible);
    }

    /** Whether the model with a digest began to serve under an endpoint. */
    boolean tellsThatServes(String environmentName, String endpointName, String modelName, String modelDigest) {
        return event == Event.ENDED
                && outcome == Stage.DEPLOYED
                && environment.equals(environmentName)
                && endpoint.equals(endpointName)
                && model.equals(modelName)
                && digest.equals(modelDigest);
    }

    /** Whether a step tells it, which tells it again when it is resumed. */
    boolean isOfAStep() {
        return event == Event.ASKED || event == Event.ENDED;
    }

    /** Whether both tell the same of a promotion: that it was asked for, or how it ended. */
    boolean isSame(LogEntry other) {
        return isOfAStep()
                && event == other.event
                && build == other.build
                && job.equals(other.job)
                && promotion.equals(other.promotion)
                && outcome == other.outcome;
    }
}
