package io.jenkins.plugins.mlsteps.spec.administration;

import java.io.Serializable;

/**
 * A place where endpoints run.
 *
 * @param tier development when not given
 * @param policy what a promotion into it needs; nothing when not given
 */
public record Environment(Tier tier, TargetConfig target, Policy policy) implements Serializable {
    public Environment {
        tier = tier == null ? Tier.development : tier;
        policy = policy == null ? Policy.open() : policy;
    }

    /** How much an environment matters. */
    public enum Tier {
        development,
        staging,
        production
    }
}
