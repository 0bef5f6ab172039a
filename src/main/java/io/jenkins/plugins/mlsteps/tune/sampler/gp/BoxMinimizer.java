package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import java.util.Arrays;

/**
 * Minimizes a smooth function in a box: BFGS with backtracking (Nocedal and Wright 2006, "Numerical Optimization", algorithms
 * 6.1 and 3.1) on the coordinates that do not push against their bounds. Hipparchus has no quasi-Newton method with bounds.
 */
final class BoxMinimizer {
    private static final double SUFFICIENT_DECREASE = 1e-4;
    private static final int HALVINGS = 20;

    private final Smooth function;
    private final double[] lower;
    private final double[] upper;
    private final int iterations;
    private final double tolerance;

    /** A function with its gradient. */
    @FunctionalInterface
    interface Smooth {
        /**
         * @param gradient receives the gradient
         * @return the value; not finite where the function is not defined
         */
        double at(double[] x, double[] gradient);
    }

    /**
     * @param tolerance decrease in one iteration below which it ends
     */
    BoxMinimizer(Smooth function, double[] lower, double[] upper, int iterations, double tolerance) {
        this.function = function;
        this.lower = lower;
        this.upper = upper;
        this.iterations = iterations;
        this.tolerance = tolerance;
    }

    /** A point and the function's value there. */
    record Minimum(double[] x, double value) {}

    Minimum from(double[] start) {
        int n = start.length;
        double[] x = clamp(start);
        double[] gradient = new double[n];
        double value = function.at(x, gradient);
        double[][] inverse = identity(n);
        boolean fresh = true;
        for (int iteration = 0; iteration < iterations && Double.isFinite(value); iteration++) {
            double[] direction = direction(x, gradient, inverse);
            double slope = dot(direction, gradient);
            if (!(slope < 0)) {
                if (fresh) {
                    break;
                }
                inverse = identity(n);
                fresh = true;
                continue;
            }
            double[] nextGradient = new double[n];
            Step step = search(x, value, direction, fresh ? firstLength(direction) : 1, gradient, nextGradient);
            if (step == null) {
                if (fresh) {
                    break;
                }
                inverse = identity(n);
                fresh = true;
                continue;
            }
            update(inverse, minus(step.x, x), minus(nextGradient, gradient));
            fresh = false;
            double decrease = value - step.value;
            x = step.x;
            value = step.value;
            gradient = nextGradient;
            if (decrease < tolerance) {
                break;
            }
        }
        return new Minimum(x, value);
    }

    private record Step(double[] x, double value) {}

    /** The first step moves by a tenth of a unit, because a gradient says nothing about scale. */
    private static double firstLength(double[] direction) {
        return Math.min(1, 0.1 / Math.sqrt(dot(direction, direction)));
    }

    private Step search(
            double[] x, double value, double[] direction, double length, double[] gradient, double[] nextGradient) {
        double scale = length;
        for (int i = 0; i < HALVINGS; i++) {
            double[] next = new double[x.length];
            for (int j = 0; j < x.length; j++) {
                next[j] = Math.min(upper[j], Math.max(lower[j], x[j] + scale * direction[j]));
            }
            double[] moved = minus(next, x);
            double nextValue = function.at(next, nextGradient);
            if (Double.isFinite(nextValue) && nextValue <= value + SUFFICIENT_DECREASE * dot(gradient, moved)
                    && nextValue < value) {
                return new Step(next, nextValue);
            }
            scale /= 2;
        }
        return null;
    }

    private double[] direction(double[] x, double[] gradient, double[][] inverse) {
        int n = x.length;
        boolean[] held = new boolean[n];
        for (int i = 0; i < n; i++) {
            held[i] = x[i] <= lower[i] && gradient[i] > 0 || x[i] >= upper[i] && gradient[i] < 0;
        }
        double[] direction = new double[n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n && !held[i]; j++) {
                direction[i] -= held[j] ? 0 : inverse[i][j] * gradient[j];
            }
        }
        return direction;
    }

    /** Equation 6.17; left out when the curvature along the step is not positive. */
    private static void update(double[][] inverse, double[] s, double[] y) {
        double curvature = dot(s, y);
        if (curvature <= 1e-10 * Math.sqrt(dot(s, s) * dot(y, y))) {
            return;
        }
        int n = s.length;
        double[] hy = new double[n];
        for (int i = 0; i < n; i++) {
            hy[i] = dot(inverse[i], y);
        }
        double factor = (1 + dot(y, hy) / curvature) / curvature;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                inverse[i][j] += factor * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / curvature;
            }
        }
    }

    private double[] clamp(double[] x) {
        double[] clamped = new double[x.length];
        Arrays.setAll(clamped, i -> Math.min(upper[i], Math.max(lower[i], x[i])));
        return clamped;
    }

    private static double[][] identity(int n) {
        double[][] identity = new double[n][n];
        for (int i = 0; i < n; i++) {
            identity[i][i] = 1;
        }
        return identity;
    }

    private static double[] minus(double[] a, double[] b) {
        double[] difference = new double[a.length];
        Arrays.setAll(difference, i -> a[i] - b[i]);
        return difference;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
