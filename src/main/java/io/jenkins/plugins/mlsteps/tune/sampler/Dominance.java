package io.jenkins.plugins.mlsteps.tune.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Orders observations with several objectives: by the front they belong to, and within a front by how far they are from their
 * neighbours (Deb et al. 2002, "A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II", sections III A and B).
 */
public final class Dominance {
    private Dominance() {}

    /**
     * @param complete observations of the same objectives
     * @return the same, best first; with one objective, in the order of its values
     */
    public static List<Observation> ranked(List<Observation> complete) {
        List<Observation> rest = new ArrayList<>(complete);
        rest.sort(Comparator.comparingDouble(Observation::value).thenComparingInt(Observation::number));
        if (rest.isEmpty() || rest.get(0).values().length == 1) {
            return rest;
        }
        List<Observation> ranked = new ArrayList<>();
        while (!rest.isEmpty()) {
            List<Observation> front = rest.stream()
                    .filter(candidate -> rest.stream().noneMatch(other -> dominates(other, candidate)))
                    .toList();
            ranked.addAll(loneliestFirst(front));
            rest.removeAll(front);
        }
        return ranked;
    }

    /** Whether one is at least as good in every objective and better in one. */
    public static boolean dominates(Observation one, Observation other) {
        boolean better = false;
        for (int i = 0; i < one.values().length; i++) {
            if (one.values()[i] > other.values()[i]) {
                return false;
            }
            better |= one.values()[i] < other.values()[i];
        }
        return better;
    }

    private static List<Observation> loneliestFirst(List<Observation> front) {
        double[] distances = new double[front.size()];
        for (int objective = 0; objective < front.get(0).values().length; objective++) {
            int o = objective;
            Integer[] order = IntStream.range(0, front.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble(i -> front.get(i).values()[o]))
                    .toArray(Integer[]::new);
            double range = front.get(order[order.length - 1]).values()[o] - front.get(order[0]).values()[o];
            distances[order[0]] = Double.POSITIVE_INFINITY;
            distances[order[order.length - 1]] = Double.POSITIVE_INFINITY;
            for (int rank = 1; rank < order.length - 1 && range > 0; rank++) {
                distances[order[rank]] +=
                        (front.get(order[rank + 1]).values()[o] - front.get(order[rank - 1]).values()[o]) / range;
            }
        }
        Integer[] order = new Integer[distances.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -distances[i]));
        return Arrays.stream(order).map(front::get).toList();
    }
}
