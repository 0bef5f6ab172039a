package io.jenkins.plugins.mlsteps.tune.sampler.gp;

/** What was chosen by observations: how to warp their values, and what to assume of the warped ones. */
record Fit(Warp warp, Hyperparameters hyperparameters) {
    private static final double[] OTHER_POWERS = {0.5, 0};

    /** The most probable warp with its most probable hyperparameters. */
    static Fit of(Metric metric, Evidence evidence) {
        MarginalLikelihood likelihood = new MarginalLikelihood(metric, evidence.points());
        Warp straight = new Warp(1);
        Warp.Warped values = straight.of(evidence.values());
        BoxMinimizer.Minimum plain = likelihood.best(values.values());
        Fit best = new Fit(straight, Hyperparameters.ofLogarithms(plain.x()));
        double loss = plain.value() - values.logJacobian();
        for (double power : OTHER_POWERS) {
            Warp warp = new Warp(power);
            Warp.Warped warped = warp.of(evidence.values());
            BoxMinimizer.Minimum minimum = likelihood.near(plain.x(), warped.values());
            if (minimum.value() - warped.logJacobian() < loss) {
                loss = minimum.value() - warped.logJacobian();
                best = new Fit(warp, Hyperparameters.ofLogarithms(minimum.x()));
            }
        }
        return best;
    }
}
