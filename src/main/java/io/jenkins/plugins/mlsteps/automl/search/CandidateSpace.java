package io.jenkins.plugins.mlsteps.automl.search;

import com.fasterxml.jackson.core.type.TypeReference;
import io.jenkins.plugins.mlsteps.automl.learn.Family;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

    /**
     * The defaults of each family, as far as they are values of its space: a share of features of 0, which means the square root
     * of their number, is not.
     */
    public static List<Map<String, Object>> defaults(List<Family> families) {
        Space space = Space.of(of(families));
        return families.stream().map(family -> defaults(family, space)).toList();
    }

    private static Map<String, Object> defaults(Family family, Space space) {
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put(Contender.FAMILY, family.word());
        defaults.putAll(Json.mapper().convertValue(family.learner(Map.of()), new TypeReference<Map<String, Object>>() {}));
        defaults.keySet().removeIf(name -> space.axes().stream()
                .noneMatch(axis -> axis.name().equals(name) && !Double.isNaN(axis.encode(defaults.get(name)))));
        return defaults;
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
