package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * An endpoint revision in an environment ({@code deployment.json}).
 *
 * @param target kind of target: local, kubernetes, kserve…
 * @param revision name of the revision, unique in the endpoint
 * @param previous revision that was serving before; null for the first
 * @param by who promoted
 * @param verdicts names of the gates whose verdicts allowed it
 * @param override of the policy: who set it aside, when and why; null when nobody did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Deployment(
        String name,
        String environment,
        String target,
        String model,
        String revision,
        String digest,
        String strategy,
        Status status,
        String reason,
        String url,
        String previous,
        String by,
        String why,
        List<String> verdicts,
        Transition override,
        List<Transition> history,
        Instant time)
        implements Serializable {
    public Deployment {
        verdicts = verdicts == null ? List.of() : List.copyOf(verdicts);
        history = history == null ? List.of() : List.copyOf(history);
    }

    /** Where a deployment is. */
    public enum Status {
        DEPLOYED,
        ROLLED_BACK,
        REFUSED,
        FAILED
    }

    /** One step of the promotion: what happened, when, by whom and why. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Transition(Instant time, String state, String by, String why) implements Serializable {}
}
