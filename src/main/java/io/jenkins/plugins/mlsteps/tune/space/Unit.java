package io.jenkins.plugins.mlsteps.tune.space;

/** The unit interval. */
public final class Unit {
    private Unit() {}

    public static double clamp(double coordinate) {
        return Math.min(1, Math.max(0, coordinate));
    }

    /** Folds a number back at the ends, as a mirror would: 1.2 becomes 0.8. */
    public static double reflect(double coordinate) {
        double folded = Math.abs(coordinate) % 2;
        return folded > 1 ? 2 - folded : folded;
    }
}
