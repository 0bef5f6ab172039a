package io.jenkins.plugins.mlsteps.metrics;

import java.util.Locale;
import java.util.Set;

/** Names that count the progress of training instead of measuring it. */
final class StepNames {
    private static final Set<String> NAMES = Set.of("epoch", "step", "iteration", "iter", "global_step");

    private StepNames() {}

    static boolean isStep(String name) {
        return NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
