package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import java.util.Arrays;
import java.util.List;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.util.FastMath;

/**
 * Chooses hyperparameters: the most probable ones given the observations, by their marginal likelihood (Rasmussen and Williams
 * 2006, equations 2.30 and 5.9) and a prior.
 */
final class MarginalLikelihood {
    private static final int ITERATIONS = 100;
    private static final double TOLERANCE = 1e-4;

    /**
     * Logarithms of the smallest and largest precision, amplitude and noise. Values that are closer together than the square root of
     * the smallest noise are all the same to the process, so it bounds how exactly an optimum is found.
     */
    private static final double[] LOWEST = {FastMath.log(1e-4), FastMath.log(0.02), FastMath.log(1e-9)};

    private static final double[] HIGHEST = {FastMath.log(1e4), FastMath.log(50), FastMath.log(1)};

    private final int n;
    private final int axes;
    private final double[][] squared;

    MarginalLikelihood(Metric metric, List<double[]> points) {
        this.n = points.size();
        this.axes = metric.size();
        this.squared = new double[n * (n - 1) / 2][axes];
        for (int j = 0, pair = 0; j < n; j++) {
            for (int k = 0; k < j; k++, pair++) {
                for (int i = 0; i < axes; i++) {
                    squared[pair][i] = metric.squared(i, points.get(j), points.get(k));
                }
            }
        }
    }

    /** The better of two local maxima: of a smooth function, and of a rough one. */
    BoxMinimizer.Minimum best(double[] y) {
        BoxMinimizer.Minimum smooth = near(start(1), y);
        BoxMinimizer.Minimum rough = near(start(0.3), y);
        return rough.value() < smooth.value() ? rough : smooth;
    }

    /**
     * The local maximum that some logarithms lead to.
     *
     * @param y standardized values, one for each point
     */
    BoxMinimizer.Minimum near(double[] logarithms, double[] y) {
        return new BoxMinimizer(
                        (at, gradient) -> loss(at, y, gradient), bounds(LOWEST), bounds(HIGHEST), ITERATIONS, TOLERANCE)
                .from(logarithms);
    }

    private double[] start(double length) {
        double[] start = new double[axes + 2];
        Arrays.fill(start, -2 * FastMath.log(length));
        start[axes] = 0;
        start[axes + 1] = FastMath.log(1e-3);
        return start;
    }

    private double[] bounds(double[] kinds) {
        double[] bounds = new double[axes + 2];
        Arrays.fill(bounds, kinds[0]);
        bounds[axes] = kinds[1];
        bounds[axes + 1] = kinds[2];
        return bounds;
    }

    /** Minus the log posterior density, up to a constant. */
    double loss(double[] logarithms, double[] y, double[] gradient) {
        Hyperparameters at = Hyperparameters.ofLogarithms(logarithms);
        double[][] covariance = new double[n][n];
        double[] slopes = new double[squared.length];
        fill(at, covariance, slopes);
        Factor factor;
        try {
            factor = new Factor(covariance);
        } catch (MathIllegalArgumentException e) {
            // Not positive definite in floating point: nowhere to go.
            return Double.POSITIVE_INFINITY;
        }
        double[] alpha = factor.solve(y);
        Arrays.fill(gradient, 0);
        addGradient(at, covariance, slopes, alpha, factor.inverse(), gradient);
        double fit = 0;
        for (int j = 0; j < n; j++) {
            fit += 0.5 * y[j] * alpha[j];
        }
        return fit + factor.halfLogDeterminant() + Prior.penalty(logarithms, gradient);
    }

    private void fill(Hyperparameters at, double[][] covariance, double[] slopes) {
        for (int j = 0, pair = 0; j < n; j++) {
            for (int k = 0; k < j; k++, pair++) {
                double scaled = 0;
                for (int i = 0; i < axes; i++) {
                    scaled += at.precisions()[i] * squared[pair][i];
                }
                double s = FastMath.sqrt(5 * scaled);
                double decay = at.amplitude() * FastMath.exp(-s);
                covariance[j][k] = (1 + s + s * s / 3) * decay;
                covariance[k][j] = covariance[j][k];
                slopes[pair] = -5.0 / 6 * (1 + s) * decay;
            }
            covariance[j][j] = at.amplitude() + at.noise();
        }
    }

    private void addGradient(
            Hyperparameters at,
            double[][] covariance,
            double[] slopes,
            double[] alpha,
            double[][] inverse,
            double[] gradient) {
        double trace = 0;
        double amplitude = 0;
        for (int j = 0, pair = 0; j < n; j++) {
            for (int k = 0; k < j; k++, pair++) {
                double weight = inverse[j][k] - alpha[j] * alpha[k];
                amplitude += weight * covariance[j][k];
                double slope = weight * slopes[pair];
                for (int i = 0; i < axes; i++) {
                    gradient[i] += slope * squared[pair][i];
                }
            }
            trace += inverse[j][j] - alpha[j] * alpha[j];
        }
        for (int i = 0; i < axes; i++) {
            gradient[i] *= at.precisions()[i];
        }
        gradient[axes] += amplitude + 0.5 * at.amplitude() * trace;
        gradient[axes + 1] += 0.5 * at.noise() * trace;
    }
}
