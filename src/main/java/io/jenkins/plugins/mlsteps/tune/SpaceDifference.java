package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What keeps trials of an earlier run from counting in this one: another space or another objective. */
final class SpaceDifference {
    private SpaceDifference() {}

    /** One sentence for each difference; empty when the trials can be taken over. */
    static List<String> between(TuneSpec before, TuneSpec now) {
        List<String> differences = new ArrayList<>();
        Map<String, Dimension> old = byName(before);
        Map<String, Dimension> current = byName(now);
        old.forEach((name, dimension) -> {
            if (!current.containsKey(name)) {
                differences.add("'" + name + "' is gone, it was " + DimensionText.of(dimension));
            } else if (!DimensionText.of(current.get(name)).equals(DimensionText.of(dimension))) {
                differences.add(
                        "'" + name + "' is " + DimensionText.of(current.get(name)) + ", it was " + DimensionText.of(dimension));
            }
        });
        current.forEach((name, dimension) -> {
            if (!old.containsKey(name)) {
                differences.add("'" + name + "' is new, " + DimensionText.of(dimension));
            }
        });
        other(differences, "constraints", before.constraints(), now.constraints());
        other(differences, "objective", before.objectives(), now.objectives());
        other(differences, "direction", before.directions(), now.directions());
        other(differences, "repeats", before.repeats(), now.repeats());
        return differences;
    }

    private static void other(List<String> differences, String what, Object before, Object now) {
        if (!before.toString().equals(now.toString())) {
            differences.add(what + " is " + now + ", it was " + before);
        }
    }

    private static Map<String, Dimension> byName(TuneSpec spec) {
        Map<String, Dimension> dimensions = new LinkedHashMap<>();
        spec.space().forEach(dimension -> dimensions.put(dimension.name(), dimension));
        return dimensions;
    }
}
