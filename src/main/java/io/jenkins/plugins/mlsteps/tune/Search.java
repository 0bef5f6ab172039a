package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What trials must have in common to count in one study: where is searched, and for what. Its parameters are those of {@link TuneSpec}. */
@Word(value = "study", doc = "What is searched, and for what.")
public record Search(
        @Parameter("Search space.") List<Dimension> space,
        @Parameter("Constraints.") List<String> constraints,
        @Parameter("Metrics to optimize.") List<String> objectives,
        @Parameter("A direction for each of them.") List<String> directions,
        @Parameter(value = "How often each parameter set is run.", defaultValue = "1") int repeats) {
    static Search of(TuneSpec spec) {
        return new Search(spec.space(), spec.constraints(), spec.objectives(), spec.directions(), spec.repeats());
    }

    /**
     * @param spec as {@code study.json} has it, with whatever else is in it
     * @throws io.jenkins.plugins.mlsteps.spec.SpecException when it is none
     */
    static Search of(Map<String, ?> spec) {
        Map<String, Object> given = new LinkedHashMap<>(spec);
        given.keySet().retainAll(List.of("space", "constraints", "objectives", "directions", "repeats"));
        return Binder.bind(Search.class, given);
    }

    /** What keeps trials of an earlier search from counting in this one, a sentence for each difference; empty when they count. */
    List<String> differencesFrom(Search before) {
        List<String> differences = new ArrayList<>();
        Map<String, String> old = before.dimensions();
        Map<String, String> current = dimensions();
        old.forEach((name, text) -> {
            if (!current.containsKey(name)) {
                differences.add("'" + name + "' is gone, it was " + text);
            } else if (!current.get(name).equals(text)) {
                differences.add("'" + name + "' is " + current.get(name) + ", it was " + text);
            }
        });
        current.forEach((name, text) -> {
            if (!old.containsKey(name)) {
                differences.add("'" + name + "' is new, " + text);
            }
        });
        other(differences, "constraints", before.constraints, constraints);
        other(differences, "objective", before.objectives, objectives);
        other(differences, "direction", before.directions, directions);
        other(differences, "repeats", before.repeats, repeats);
        return differences;
    }

    private static void other(List<String> differences, String what, Object before, Object now) {
        if (!before.equals(now)) {
            differences.add(what + " is " + now + ", it was " + before);
        }
    }

    private Map<String, String> dimensions() {
        Map<String, String> dimensions = new LinkedHashMap<>();
        space.forEach(dimension -> dimensions.put(dimension.name(), DimensionText.of(dimension)));
        return dimensions;
    }
}
