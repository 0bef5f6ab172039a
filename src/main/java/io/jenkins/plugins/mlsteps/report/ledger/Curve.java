package io.jenkins.plugins.mlsteps.report.ledger;

/**
 * The values of one metric over a training, thinned when there were very many.
 *
 * @param steps epochs or iterations as the trainer counted them, or 0, 1, 2… where it named none; ascending
 * @param values finite, as many as steps
 * @param points how many points were recorded before thinning
 */
public record Curve(String metric, double[] steps, double[] values, long points) {
    public int length() {
        return steps.length;
    }

    /** The same curve with at most about so many points: of neighbours that must go, the extremes stay. */
    Curve thinned(int most) {
        if (length() <= most) {
            return this;
        }
        int buckets = Math.max(1, most / 2);
        double[] keptSteps = new double[2 * buckets];
        double[] keptValues = new double[2 * buckets];
        for (int bucket = 0; bucket < buckets; bucket++) {
            int from = (int) ((long) bucket * length() / buckets);
            int to = (int) ((bucket + 1L) * length() / buckets);
            int low = from;
            int high = from;
            for (int i = from; i < to; i++) {
                low = values[i] < values[low] ? i : low;
                high = values[i] > values[high] ? i : high;
            }
            int first = low == high ? from : Math.min(low, high);
            int second = low == high ? to - 1 : Math.max(low, high);
            keptSteps[2 * bucket] = steps[first];
            keptValues[2 * bucket] = values[first];
            keptSteps[2 * bucket + 1] = steps[second];
            keptValues[2 * bucket + 1] = values[second];
        }
        return new Curve(metric, keptSteps, keptValues, points);
    }

    public double smallest() {
        double smallest = values[0];
        for (double value : values) {
            smallest = Math.min(smallest, value);
        }
        return smallest;
    }

    public double largest() {
        double largest = values[0];
        for (double value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    public double last() {
        return values[values.length - 1];
    }
}
