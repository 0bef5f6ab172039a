package io.jenkins.plugins.mlsteps.gate.measure;

import java.util.Optional;
import java.util.Set;

/** Which way a metric is better. */
public enum Direction {
    HIGHER_IS_BETTER(1),
    LOWER_IS_BETTER(-1);

    private static final Set<String> LOSSES =
            Set.of("log_loss", "brier", "ece", "mse", "rmse", "mae", "mape", "fpr", "fnr");
    private static final Set<String> NEITHER = Set.of("rows", "selection_rate", "prevalence");

    private final int sign;

    Direction(int sign) {
        this.sign = sign;
    }

    /** 1 or -1: what turns a difference into one of which more is better. */
    public int sign() {
        return sign;
    }

    /** Of a metric that predictions define; empty for one that is neither good nor bad. */
    public static Optional<Direction> of(String metric) {
        if (NEITHER.contains(metric)) {
            return Optional.empty();
        }
        boolean loss = LOSSES.contains(metric) || metric.startsWith("pinball_");
        return Optional.of(loss ? LOWER_IS_BETTER : HIGHER_IS_BETTER);
    }
}
