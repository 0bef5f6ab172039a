package io.jenkins.plugins.mlsteps.report.chart;

import io.jenkins.plugins.mlsteps.report.ledger.Study;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How much of the objective's variance each parameter explains.
 *
 * @param names largest share first
 * @param shares between 0 and 1
 */
public record ParameterImportance(List<String> names, List<Double> shares) implements Chart {
    private static final int DRAWN = 20;

    /** Empty when the study computed none. */
    public static Optional<Figure> figure(Study study) {
        if (study.importance().isEmpty()) {
            return Optional.empty();
        }
        List<Map.Entry<String, Double>> largest =
                study.importance().entrySet().stream().limit(DRAWN).toList();
        Map.Entry<String, Double> first = largest.get(0);
        return Optional.of(new Figure(
                "Importance",
                first.getKey() + " explains " + Wording.percent(first.getValue()) + " of the variance of "
                        + study.objective().metric() + ".",
                new ParameterImportance(
                        largest.stream().map(Map.Entry::getKey).toList(),
                        largest.stream().map(Map.Entry::getValue).toList()),
                new Table(
                        List.of("Parameter", "Share of the variance"),
                        study.importance().entrySet().stream()
                                .map(entry -> List.of(entry.getKey(), Wording.percent(entry.getValue())))
                                .toList())));
    }
}
