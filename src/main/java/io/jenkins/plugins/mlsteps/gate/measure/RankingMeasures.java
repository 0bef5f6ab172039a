package io.jenkins.plugins.mlsteps.gate.measure;

import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import io.jenkins.plugins.mlsteps.gate.predictions.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** Means over the queries of how well their rows are ranked, for every group. */
final class RankingMeasures {
    private static final List<String> METRICS = List.of("ndcg", "ndcg_5", "ndcg_10", "mrr");

    private final Predictions predictions;
    private final Ranking ranking;

    RankingMeasures(Predictions predictions) {
        this.predictions = predictions;
        this.ranking = predictions.ranking().orElseThrow();
    }

    void measure(Grouping grouping, List<Map<String, Double>> metrics) {
        List<Map<Integer, List<Integer>>> queries = queries(grouping);
        for (int group = 0; group < queries.size(); group++) {
            List<RankedQuery> ranked = queries.get(group).values().stream()
                    .map(rows -> RankedQuery.of(ranking, rows))
                    .toList();
            for (String metric : METRICS) {
                new Defined(metrics.get(group))
                        .put(metric, mean(ranked.stream().mapToDouble(query -> query.value(metric))));
            }
        }
    }

    private List<Map<Integer, List<Integer>>> queries(Grouping grouping) {
        List<Map<Integer, List<Integer>>> queries = new ArrayList<>();
        for (int group = 0; group < grouping.groups(); group++) {
            queries.add(new TreeMap<>());
        }
        for (int row = 0; row < predictions.rows(); row++) {
            queries.get(grouping.of().applyAsInt(row))
                    .computeIfAbsent(ranking.query().code(row), query -> new ArrayList<>())
                    .add(row);
        }
        return queries;
    }

    /** Over the queries for which it is defined. */
    private static double mean(DoubleStream values) {
        return values.filter(value -> !Double.isNaN(value)).average().orElse(Double.NaN);
    }
}
