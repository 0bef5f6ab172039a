package io.jenkins.plugins.mlsteps.gate.slice;

import io.jenkins.plugins.mlsteps.gate.measure.Grouping;
import io.jenkins.plugins.mlsteps.gate.measure.Measures;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What a metric of each slice is likely to be, given the other slices of the same column: the estimate of a random-effects model
 * (DerSimonian and Laird 1986, "Meta-analysis in clinical trials"; Efron and Morris 1975, "Data analysis using Stein's estimator").
 * The fewer rows a slice has, and the more alike the slices are, the more its metric is drawn to the mean of all. All slices share
 * the variance of a row, so that one whose few rows agree by chance is not taken for certain.
 */
public final class PartialPooling {
    /** Sampling errors are worked out on a random part of about so many rows; queries of rankings stay whole. */
    private static final int ENOUGH_ROWS = 50_000;

    private PartialPooling() {}

    /**
     * @param measured of the same predictions
     * @return by slice and metric; as measured where there is too little to pool: a single slice, or a metric undefined in most
     */
    public static Map<String, Map<String, Double>> of(Predictions predictions, Measures measured) {
        Map<String, Map<String, Double>> pooled = new LinkedHashMap<>();
        Predictions sample = sample(predictions);
        sample.slices().forEach((column, values) -> {
            Grouping slices = Grouping.by(column, values);
            List<Map<String, Double>> metrics =
                    slices.names().stream().map(measured.slices()::get).toList();
            pooled.putAll(pooled(sample, slices, metrics));
        });
        return pooled;
    }

    private static Predictions sample(Predictions predictions) {
        int every = predictions.ranking().isPresent() ? 1 : predictions.rows() / ENOUGH_ROWS;
        return every <= 1
                ? predictions
                : predictions.take(IntStream.range(0, predictions.rows())
                        .filter(row -> DeleteGroupJackknife.mixed(~row) % every == 0)
                        .toArray());
    }

    private static Map<String, Map<String, Double>> pooled(
            Predictions sample, Grouping slices, List<Map<String, Double>> metrics) {
        List<Map<String, Double>> pooled = new ArrayList<>();
        metrics.forEach(slice -> pooled.add(new HashMap<>(slice)));
        if (metrics.size() > 1) {
            DeleteGroupJackknife jackknife = new DeleteGroupJackknife(sample, slices);
            for (String metric : names(metrics)) {
                pool(metric, jackknife, metrics, pooled);
            }
        }
        Map<String, Map<String, Double>> bySlice = new LinkedHashMap<>();
        IntStream.range(0, metrics.size()).forEach(i -> bySlice.put(slices.names().get(i), pooled.get(i)));
        return bySlice;
    }

    private static Set<String> names(List<Map<String, Double>> metrics) {
        Set<String> names = new TreeSet<>();
        metrics.forEach(slice -> names.addAll(slice.keySet()));
        names.remove(Measures.ROWS);
        return names;
    }

    private static void pool(
            String metric, DeleteGroupJackknife jackknife, List<Map<String, Double>> metrics, List<Map<String, Double>> pooled) {
        int[] defined = IntStream.range(0, metrics.size())
                .filter(slice -> Double.isFinite(metrics.get(slice).getOrDefault(metric, Double.NaN)))
                .toArray();
        double variance = 0;
        double rows = 0;
        for (int slice : defined) {
            OptionalDouble unit = jackknife.unitVariance(slice, metric);
            if (unit.isPresent()) {
                double count = metrics.get(slice).get(Measures.ROWS);
                variance += count * unit.getAsDouble();
                rows += count;
            }
        }
        if (defined.length < 2 || rows == 0) {
            return;
        }
        double[] value = IntStream.of(defined).mapToDouble(slice -> metrics.get(slice).get(metric)).toArray();
        double unitVariance = variance / rows;
        double[] error = IntStream.of(defined)
                .mapToDouble(slice -> unitVariance / metrics.get(slice).get(Measures.ROWS))
                .toArray();
        double[] shrunk = new RandomEffects(value, error).shrunk();
        for (int i = 0; i < defined.length; i++) {
            pooled.get(defined[i]).put(metric, shrunk[i]);
        }
    }
}
