package io.jenkins.plugins.mlsteps.deploy.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.spec.Reason;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A model on its way into an environment. Immutable: {@link PromotionProcess} makes the next one from each event.
 *
 * @param evidence verdicts as they were found
 * @param serving what serves under this endpoint; null when nothing does yet
 * @param approvals decisions that counted
 * @param override of the person with the permission who set the policy aside; null when nobody did
 * @param reason why it is where it is; null while nothing went wrong
 * @param history every transition, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Promotion(
        PromotionRequest request,
        Stage stage,
        List<GateEvidence> evidence,
        Serving serving,
        List<Decision> approvals,
        Decision override,
        String reason,
        List<Deployment.Transition> history)
        implements Serializable {
    public Promotion {
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
        approvals = approvals == null ? List.of() : List.copyOf(approvals);
        history = history == null ? List.of() : List.copyOf(history);
    }

    /** A promotion of which nothing is known but that it is wanted. */
    public static Promotion of(PromotionRequest request, Instant time) {
        Deployment.Transition asked =
                new Deployment.Transition(time, Stage.REQUESTED.name(), request.author(), request.why());
        return new Promotion(request, Stage.REQUESTED, null, null, null, null, null, List.of(asked));
    }

    /** Whether nothing serves under the endpoint yet. */
    boolean isFirstModel() {
        return serving == null;
    }

    /** Whether a person set the policy aside. */
    public boolean overridden() {
        return override != null;
    }

    Promotion to(Stage next, Instant time, String by, String why) {
        boolean bad = next.isFinal() && next != Stage.DEPLOYED;
        String words = Reason.cut(why);
        return new Promotion(request, next, evidence, serving, approvals, override, bad ? words : null, history)
                .remembering(next, time, by, words);
    }

    /** A remark in the history that changes nothing. */
    Promotion noting(Instant time, String by, String what) {
        return remembering(stage, time, by, what);
    }

    /** What was decided before the last thing that happened, and heard after it, counts from when that happened. */
    private Promotion remembering(Stage at, Instant time, String by, String what) {
        Instant last = history.isEmpty() ? time : history.get(history.size() - 1).time();
        Instant then = time.isBefore(last) ? last : time;
        List<Deployment.Transition> longer =
                longer(history, new Deployment.Transition(then, at.name(), by, what));
        return new Promotion(request, stage, evidence, serving, approvals, override, reason, longer);
    }

    /** The same under another name of the job. */
    public Promotion ofJob(String name) {
        return new Promotion(
                request.ofJob(name), stage, evidence, serving, approvals, override, reason, history);
    }

    Promotion withEvidence(List<GateEvidence> found, Serving now) {
        return new Promotion(request, stage, found, now, approvals, override, reason, history);
    }

    Promotion withApproval(Decision approval) {
        return new Promotion(
                request, stage, evidence, serving, longer(approvals, approval), override, reason, history);
    }

    Promotion withApprovals(List<Decision> standing) {
        return new Promotion(request, stage, evidence, serving, standing, override, reason, history);
    }

    Promotion overriddenBy(Decision decision) {
        return new Promotion(request, stage, evidence, serving, approvals, decision, reason, history);
    }

    private static <T> List<T> longer(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
