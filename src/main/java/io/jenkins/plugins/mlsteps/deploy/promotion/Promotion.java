package io.jenkins.plugins.mlsteps.deploy.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlsteps.record.Deployment;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A model on its way into an environment. Immutable: {@link PromotionProcess} makes the next one from each event.
 *
 * @param id the same for the same build, endpoint and model
 * @param job whose build promotes; null when unknown
 * @param author who started the build; null when unknown
 * @param replayed whether somebody edited the steps of that one build
 * @param evidence verdicts as they were found
 * @param firstModel whether nothing serves under this endpoint yet
 * @param approvals decisions that counted
 * @param overridden whether a person with the permission set the policy aside
 * @param reason why it is where it is; null while nothing went wrong
 * @param history every transition, oldest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Promotion(
        String id,
        String endpoint,
        String environment,
        String model,
        String digest,
        String job,
        String author,
        boolean replayed,
        Stage stage,
        List<GateEvidence> evidence,
        boolean firstModel,
        List<Decision> approvals,
        boolean overridden,
        String reason,
        List<Deployment.Transition> history)
        implements Serializable {
    public Promotion {
        evidence = evidence == null ? List.of() : List.copyOf(evidence);
        approvals = approvals == null ? List.of() : List.copyOf(approvals);
        history = history == null ? List.of() : List.copyOf(history);
    }

    /** @param why the author's reason; may be null */
    public static Promotion request(
            String id,
            String endpoint,
            String environment,
            String model,
            String digest,
            String job,
            String author,
            String why,
            Instant time) {
        List<Deployment.Transition> history =
                List.of(new Deployment.Transition(time, Stage.REQUESTED.name(), author, why));
        return new Promotion(
                id, endpoint, environment, model, digest, job, author, false, Stage.REQUESTED, null, false, null, false, null, history);
    }

    /** The same by a build whose steps somebody edited. */
    public Promotion byReplay() {
        return new Promotion(
                id,
                endpoint,
                environment,
                model,
                digest,
                job,
                author,
                true,
                stage,
                evidence,
                firstModel,
                approvals,
                overridden,
                reason,
                history);
    }

    Promotion to(Stage next, Instant time, String by, String why) {
        boolean bad = next.isFinal() && next != Stage.DEPLOYED;
        return new Promotion(
                id,
                endpoint,
                environment,
                model,
                digest,
                job,
                author,
                replayed,
                next,
                evidence,
                firstModel,
                approvals,
                overridden,
                bad ? why : null,
                longer(history, new Deployment.Transition(time, next.name(), by, why)));
    }

    /** A remark in the history that changes nothing. */
    Promotion noting(Instant time, String by, String what) {
        return new Promotion(
                id,
                endpoint,
                environment,
                model,
                digest,
                job,
                author,
                replayed,
                stage,
                evidence,
                firstModel,
                approvals,
                overridden,
                reason,
                longer(history, new Deployment.Transition(time, stage.name(), by, what)));
    }

    Promotion withEvidence(List<GateEvidence> found, boolean first) {
        return new Promotion(
                id,
                endpoint,
                environment,
                model,
                digest,
                job,
                author,
                replayed,
                stage,
                found,
                first,
                approvals,
                overridden,
                reason,
                history);
    }

    Promotion withApproval(Decision approval) {
        return new Promotion(
                id,
                endpoint,
                environment,
                model,
                digest,
                job,
                author,
                replayed,
                stage,
                evidence,
                firstModel,
                longer(approvals, approval),
                overridden,
                reason,
                history);
    }

    Promotion asOverridden() {
        return new Promotion(
                id,
                endpoint,
                environment,
                model,
                digest,
                job,
                author,
                replayed,
                stage,
                evidence,
                firstModel,
                approvals,
                true,
                reason,
                history);
    }

    private static <T> List<T> longer(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
