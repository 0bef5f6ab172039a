package io.jenkins.plugins.mlsteps.tune.sampler;

/**
 * What became of one point.
 *
 * @param number of the trial; below 0 for one of an earlier study
 * @param point settled
 * @param values one for each objective, smaller is better; NaN when the trial failed
 * @param step of the last report of a pruned trial; the largest long for a complete one
 */
public record Observation(int number, double[] point, double[] values, Outcome outcome, long step) {
    /** How a trial ended. */
    public enum Outcome {
        COMPLETE,
        PRUNED,
        FAILED
    }

    public static Observation complete(int number, double[] point, double... values) {
        return new Observation(number, point, values, Outcome.COMPLETE, Long.MAX_VALUE);
    }

    /**
     * @param value the last one reported; NaN when nothing was
     */
    public static Observation pruned(int number, double[] point, long step, double value) {
        return new Observation(number, point, new double[] {value}, Outcome.PRUNED, step);
    }

    public static Observation failed(int number, double[] point) {
        return new Observation(number, point, new double[] {Double.NaN}, Outcome.FAILED, 0);
    }

    /** The value of the only or first objective. */
    public double value() {
        return values[0];
    }

    public boolean isComplete() {
        return outcome == Outcome.COMPLETE;
    }
}
