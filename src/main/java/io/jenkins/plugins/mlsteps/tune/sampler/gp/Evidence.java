package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import io.jenkins.plugins.mlsteps.tune.sampler.History;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.stat.StatUtils;

/**
 * Points with values for a Gaussian process. A failed trial counts as the worst that was seen, so that the search leaves
 * regions that fail; a pruned one as what it last reported, but not better than the median.
 *
 * @param values one for each point, smaller is better
 */
record Evidence(List<double[]> points, double[] values) {
    static Evidence of(List<Observation> told) {
        double[] complete = told.stream()
                .filter(Observation::isComplete)
                .mapToDouble(Observation::value)
                .toArray();
        if (complete.length == 0) {
            return new Evidence(List.of(), new double[0]);
        }
        double worst = StatUtils.max(complete);
        double median = StatUtils.percentile(complete, 50);
        double[] values = told.stream()
                .mapToDouble(observation -> switch (observation.outcome()) {
                    case COMPLETE -> observation.value();
                    case PRUNED -> Math.min(worst, Math.max(median, finite(observation.value(), worst)));
                    case FAILED -> worst;
                })
                .toArray();
        return new Evidence(told.stream().map(Observation::point).toList(), values);
    }

    private static double finite(double value, double otherwise) {
        return Double.isFinite(value) ? value : otherwise;
    }

    /** The best half and the latest half of a number of points, in their order: what a model of limited size should know. */
    Evidence atMost(int size) {
        int n = points.size();
        if (n <= size) {
            return this;
        }
        boolean[] kept = new boolean[n];
        Arrays.fill(kept, n - size / 2, n, true);
        IntStream.range(0, n - size / 2)
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .limit(size - size / 2)
                .forEach(i -> kept[i] = true);
        List<double[]> chosen = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (kept[i]) {
                chosen.add(points.get(i));
                theirs.add(values[i]);
            }
        }
        return new Evidence(chosen, theirs.stream().mapToDouble(Double::doubleValue).toArray());
    }

    /** The points with the lowest values, best first. */
    List<double[]> best(int count) {
        return IntStream.range(0, points.size())
                .boxed()
                .sorted((a, b) -> Double.compare(values[a], values[b]))
                .limit(count)
                .map(points::get)
                .toList();
    }

    /** What had been told when the history was shorter. */
    static Evidence of(History history, int length) {
        return of(history.told().subList(0, length));
    }
}
