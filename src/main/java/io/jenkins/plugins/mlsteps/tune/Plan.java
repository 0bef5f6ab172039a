package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.spec.TuneSpec;

/**
 * What a sampler may know of the study it serves.
 *
 * @param trials points it will be asked for; {@link Integer#MAX_VALUE} when nobody knows
 * @param parallel points that are tried at the same time
 */
public record Plan(long seed, int trials, int parallel, int objectives) {
    static Plan of(TuneSpec spec) {
        return new Plan(spec.seed(), spec.trials(), spec.parallel(), spec.objectives().size());
    }
}
