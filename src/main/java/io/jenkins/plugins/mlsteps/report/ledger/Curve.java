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
