package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.util.FastMath;

/** A Gaussian process with known hyperparameters, conditioned on observations (Rasmussen and Williams 2006, algorithm 2.1). */
final class GaussianProcess {
    /** Keeps the covariance positive definite where points coincide. */
    private static final double JITTER = 1e-10;

    private final Metric metric;
    private final Hyperparameters at;
    private final Matern kernel;
    private final List<double[]> points;
    private final double[] y;
    private final Factor factor;
    private final double[] alpha;

    GaussianProcess(Metric metric, Hyperparameters at, List<double[]> points, double[] y) {
        this.metric = metric;
        this.at = at;
        this.kernel = new Matern(metric, at.precisions());
        this.points = points;
        this.y = y;
        this.factor = new Factor(covariance());
        this.alpha = factor.solve(y);
    }

    private double[][] covariance() {
        int n = points.size();
        double[][] covariance = new double[n][n];
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < j; k++) {
                covariance[j][k] = at.amplitude() * kernel.between(points.get(j), points.get(k));
                covariance[k][j] = covariance[j][k];
            }
            covariance[j][j] = at.amplitude() * (1 + JITTER) + at.noise();
        }
        return covariance;
    }

    /** The process as if points had been observed to have the values that it expects ("Kriging believer"). */
    GaussianProcess believing(Iterable<double[]> pending) {
        List<double[]> all = new ArrayList<>(points);
        List<Double> believed = new ArrayList<>();
        for (double[] point : pending) {
            all.add(point);
            believed.add(mean(point));
        }
        double[] values = Arrays.copyOf(y, all.size());
        for (int i = 0; i < believed.size(); i++) {
            values[y.length + i] = believed.get(i);
        }
        return believed.isEmpty() ? this : new GaussianProcess(metric, at, all, values);
    }

    /** The lowest expected value among the points observed. */
    double lowestMean() {
        return points.stream().mapToDouble(this::mean).min().orElseThrow();
    }

    double mean(double[] point) {
        double mean = 0;
        for (int j = 0; j < alpha.length; j++) {
            mean += alpha[j] * kernel.between(point, points.get(j));
        }
        return at.amplitude() * mean;
    }

    /**
     * What the process expects of the function, without noise, at a point.
     *
     * @param meanSlope of the mean along each axis of the metric; empty when it was not asked for, and 0 on axes without an
     *     order
     */
    record Prediction(double mean, double deviation, double[] meanSlope, double[] deviationSlope) {}

    Prediction predict(double[] point) {
        return predict(point, new int[0]);
    }

    /**
     * @param along numeric axes of the metric along which slopes are wanted
     */
    Prediction predict(double[] point, int[] along) {
        int n = alpha.length;
        double[] covariances = new double[n];
        double[] slopes = new double[n];
        double mean = 0;
        for (int j = 0; j < n; j++) {
            double scaled = kernel.scaled(point, points.get(j));
            double s = FastMath.sqrt(5 * scaled);
            double decay = at.amplitude() * FastMath.exp(-s);
            covariances[j] = (1 + s + s * s / 3) * decay;
            slopes[j] = -5.0 / 6 * (1 + s) * decay;
            mean += covariances[j] * alpha[j];
        }
        double[] whitened = factor.forward(covariances);
        double explained = 0;
        for (double w : whitened) {
            explained += w * w;
        }
        double deviation = FastMath.sqrt(Math.max(1e-12 * at.amplitude(), at.amplitude() - explained));
        double[] meanSlope = new double[along.length];
        double[] deviationSlope = new double[along.length];
        if (along.length > 0) {
            double[] solved = factor.backward(whitened);
            for (int a = 0; a < along.length; a++) {
                int i = along[a];
                for (int j = 0; j < n; j++) {
                    double slope = slopes[j] * at.precisions()[i] * metric.slope(i, point, points.get(j));
                    meanSlope[a] += alpha[j] * slope;
                    deviationSlope[a] -= solved[j] * slope / deviation;
                }
            }
        }
        return new Prediction(mean, deviation, meanSlope, deviationSlope);
    }
}
