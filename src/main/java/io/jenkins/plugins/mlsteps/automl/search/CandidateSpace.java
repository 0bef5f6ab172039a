package io.jenkins.plugins.mlsteps.automl.search;

import io.jenkins.plugins.mlsteps.automl.learn.Family;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The candidates that are searched: the family and, under the condition that it was chosen, its hyperparameters. */
public final class CandidateSpace {
    private CandidateSpace() {}

    /**
     * @param families at least one
     */
    public static List<Dimension> of(List<Family> families) {
        List<Dimension> space = new ArrayList<>();
        space.add(new Dimension.Choice(
                Contender.FAMILY, families.stream().<Object>map(Family::word).toList()));
        String linear = when(families, Family.LINEAR);
        String forest = when(families, Family.RANDOM_FOREST);
        String boosting = when(families, Family.GRADIENT_BOOSTING);
        String trees = when(families, Family.RANDOM_FOREST, Family.GRADIENT_BOOSTING);
        if (linear != null) {
            space.add(new Dimension.LogUniform("c", 1e-4, 1e3, linear));
        }
        if (trees != null) {
            space.add(new Dimension.IntRange("minLeaf", 1, 20, 1, true, trees));
            space.add(new Dimension.Uniform("featureFraction", 0.1, 0.9, null, trees));
        }
        if (forest != null) {
            space.add(new Dimension.IntRange("trees", 100, 400, 100, false, forest));
        }
        if (boosting != null) {
            space.add(new Dimension.IntRange("rounds", 50, 400, 50, false, boosting));
            space.add(new Dimension.LogUniform("learningRate", 0.02, 0.3, boosting));
            space.add(new Dimension.IntRange("depth", 1, 6, 1, false, boosting));
            space.add(new Dimension.Uniform("rowFraction", 0.5, 1, null, boosting));
        }
        return List.copyOf(space);
    }

    /** Null when none of the families is among those searched. */
    private static String when(List<Family> searched, Family... wanted) {
        String condition = List.of(wanted).stream()
                .filter(searched::contains)
                .map(family -> Contender.FAMILY + " == '" + family.word() + "'")
                .collect(Collectors.joining(" || "));
        return condition.isEmpty() ? null : condition;
    }
}
