package io.jenkins.plugins.mlsteps.tune.sampler.cmaes;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.random.RandomGenerator;

/**
 * Probabilities of values without an order, moved towards the values of the better half of a population as its mean is (Baluja
 * 1994, "Population-Based Incremental Learning"); none falls below a margin, so that no value is lost (Hamano et al. 2024,
 * "CatCMA", section 3.3).
 */
final class Frequencies {
    private static final double RATE = 0.3;

    private final double[] probabilities;
    private final double margin;

    /**
     * @param count of values
     * @param margin smallest probability of all values but the likeliest together
     */
    Frequencies(int count, double margin) {
        probabilities = new double[count];
        Arrays.fill(probabilities, 1.0 / count);
        this.margin = Math.min(0.5, margin) / Math.max(1, count - 1);
    }

    double sample(RandomGenerator random) {
        double position = random.nextDouble();
        for (int value = 0; value < probabilities.length - 1; value++) {
            position -= probabilities[value];
            if (position < 0) {
                return value;
            }
        }
        return probabilities.length - 1;
    }

    /**
     * @param values of the ranked points, best first; NaN where the parameter did not exist
     */
    void adapt(List<Double> values, double[] weights) {
        double[] seen = new double[probabilities.length];
        double total = 0;
        for (int k = 0; k < weights.length / 2; k++) {
            if (!Double.isNaN(values.get(k))) {
                seen[values.get(k).intValue()] += weights[k];
                total += weights[k];
            }
        }
        double sum = 0;
        for (int v = 0; v < seen.length && total > 0; v++) {
            probabilities[v] =
                    Math.max(margin, (1 - RATE) * probabilities[v] + RATE * seen[v] / total);
            sum += probabilities[v];
        }
        for (int v = 0; v < seen.length && total > 0; v++) {
            probabilities[v] /= sum;
        }
    }
}
