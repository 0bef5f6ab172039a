package io.jenkins.plugins.mlsteps.deploy.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What a person said about a pending promotion. The host vouches for who it was.
 *
 * @param groups the person belongs to
 * @param mayOverride whether the person has the permission to override the policy
 * @param reason needed for an override
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Decision(
        Kind kind, String person, List<String> groups, boolean mayOverride, String reason, Instant time)
        implements Serializable {
    public Decision {
        groups = groups == null ? List.of() : List.copyOf(groups);
    }

    /** The answers a person may give. */
    public enum Kind {
        APPROVE,
        REJECT,
        /** Promote although the policy says no. */
        OVERRIDE
    }

    /** The same by a person of these groups. */
    public Decision of(List<String> others) {
        return new Decision(kind, person, others, mayOverride, reason, time);
    }

    public static Decision approve(String person, List<String> groups, Instant time) {
        return new Decision(Kind.APPROVE, person, groups, false, null, time);
    }

    public static Decision reject(String person, List<String> groups, String reason, Instant time) {
        return new Decision(Kind.REJECT, person, groups, false, reason, time);
    }

    /** By a person who has the permission, which the host checked. */
    public static Decision override(String person, String reason, Instant time) {
        return new Decision(Kind.OVERRIDE, person, List.of(), true, reason, time);
    }
}
