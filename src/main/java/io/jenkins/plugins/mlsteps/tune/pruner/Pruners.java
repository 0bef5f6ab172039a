package io.jenkins.plugins.mlsteps.tune.pruner;

import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.List;

/** The pruners by name, with the constants of their sources. */
public final class Pruners {
    private static final List<String> NAMES =
            List.of("none", "median", "percentile", "asha", "hyperband", "patience", "wilcoxon");

    /** The percentile pruner wants a trial to keep up with the best quarter. */
    private static final double BEST_QUARTER = 25;

    private Pruners() {}

    /**
     * @throws SpecException when there is no such pruner
     */
    public static Pruner named(String name) {
        return switch (name) {
            case "none" -> Pruner.none();
            case "median" -> new PercentilePruner(50, PercentilePruner.STARTUP_TRIALS, 0);
            case "percentile" -> new PercentilePruner(BEST_QUARTER, PercentilePruner.STARTUP_TRIALS, 0);
            case "asha" -> new AshaPruner(1, AshaPruner.REDUCTION);
            case "hyperband" -> new HyperbandPruner(HyperbandPruner.REDUCTION);
            case "patience" -> new PatiencePruner(PatiencePruner.PATIENCE);
            case "wilcoxon" -> new WilcoxonPruner(WilcoxonPruner.SIGNIFICANCE, WilcoxonPruner.STARTUP_STEPS);
            default -> throw new SpecException("parameter 'pruner' is '" + name + "', allowed is "
                    + String.join(" | ", NAMES) + NearestName.hint(name, NAMES));
        };
    }
}
