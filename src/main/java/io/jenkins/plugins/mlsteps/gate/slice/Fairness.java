package io.jenkins.plugins.mlsteps.gate.slice;

import io.jenkins.plugins.mlsteps.gate.measure.Grouping;
import io.jenkins.plugins.mlsteps.gate.measure.Measures;
import io.jenkins.plugins.mlsteps.gate.predictions.Classification;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * How alike a binary classifier treats the groups of a column, by Fairlearn's definitions (Bird et al. 2020; Hardt et al. 2016,
 * "Equality of Opportunity in Supervised Learning"). Names end with {@code _by_} and the column:
 *
 * <ul>
 *   <li>{@code demographic_parity_difference}, {@code demographic_parity_ratio}: largest minus smallest (smallest over largest) share of
 *       rows predicted positive
 *   <li>{@code equal_opportunity_difference}, {@code equal_opportunity_ratio}: the same of recall
 *   <li>{@code equalized_odds_difference}, {@code equalized_odds_ratio}: the larger difference (smaller ratio) of recall and of the false
 *       positive rate
 *   <li>{@code accuracy_ratio}: the worst group's accuracy over the best group's
 * </ul>
 *
 * Differences are 0 and ratios 1 when all groups are treated alike. What is undefined in a group is undefined over all groups.
 */
public final class Fairness {
    private Fairness() {}

    /**
     * @param fewestRows of a group that is compared
     * @return by name; nothing but for a binary classifier, and for columns with at least two such groups
     */
    public static Map<String, Double> of(Predictions predictions, Measures measures, int fewestRows) {
        Map<String, Double> fairness = new TreeMap<>();
        if (predictions.classification().filter(Classification::isBinary).isEmpty()) {
            return fairness;
        }
        predictions.slices().forEach((column, values) -> {
            List<Map<String, Double>> groups = Grouping.by(column, values).names().stream()
                    .map(measures.slices()::get)
                    .filter(metrics -> metrics.get(Measures.ROWS) >= fewestRows)
                    .toList();
            if (groups.size() > 1) {
                String by = "_by_" + column.replaceAll("[^A-Za-z0-9_]", "_");
                // Other columns may have the same name in rules: the worse treatment counts.
                measure(groups).forEach((name, value) -> fairness.merge(
                        name + by, value, name.endsWith("_ratio") ? Math::min : Math::max));
            }
        });
        return fairness;
    }

    private static Map<String, Double> measure(Collection<Map<String, Double>> groups) {
        Optional<Range> selection = Range.of(groups, "selection_rate");
        Optional<Range> recall = Range.of(groups, "recall");
        Optional<Range> falsePositives = Range.of(groups, "fpr");
        Map<String, Double> measures = new TreeMap<>();
        selection.ifPresent(range -> range.writeTo(measures, "demographic_parity"));
        recall.ifPresent(range -> range.writeTo(measures, "equal_opportunity"));
        if (recall.isPresent() && falsePositives.isPresent()) {
            measures.put(
                    "equalized_odds_difference",
                    Math.max(recall.get().difference(), falsePositives.get().difference()));
            if (recall.get().ratio().isPresent() && falsePositives.get().ratio().isPresent()) {
                measures.put(
                        "equalized_odds_ratio",
                        Math.min(
                                recall.get().ratio().getAsDouble(),
                                falsePositives.get().ratio().getAsDouble()));
            }
        }
        Range.of(groups, "accuracy").flatMap(range -> range.ratio().stream().boxed().findFirst())
                .ifPresent(ratio -> measures.put("accuracy_ratio", ratio));
        return measures;
    }

    /** From the smallest to the largest value of a metric among groups. */
    private record Range(double smallest, double largest) {
        static Optional<Range> of(Collection<Map<String, Double>> groups, String metric) {
            if (groups.stream().anyMatch(group -> group.get(metric) == null)) {
                return Optional.empty();
            }
            double[] values = groups.stream().mapToDouble(group -> group.get(metric)).sorted().toArray();
            return Optional.of(new Range(values[0], values[values.length - 1]));
        }

        double difference() {
            return largest - smallest;
        }

        /** Undefined when all are 0. */
        OptionalDouble ratio() {
            return largest == 0 ? OptionalDouble.empty() : OptionalDouble.of(smallest / largest);
        }

        void writeTo(Map<String, Double> measures, String name) {
            measures.put(name + "_difference", difference());
            ratio().ifPresent(ratio -> measures.put(name + "_ratio", ratio));
        }
    }
}
