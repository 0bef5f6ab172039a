package io.jenkins.plugins.mlsteps.tune.sampler.cmaes;

import java.util.List;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.util.FastMath;

/**
 * The normal distribution that is adapted (Hansen 2016, figure 6). Points may come from elsewhere or be rounded, so their steps are
 * cut to a plausible length first (Hansen 2011, "Injecting External Solutions Into CMA-ES", equation 7).
 */
final class Distribution {
    private final Strategy s;
    final double[] mean;
    double sigma;
    private final double[][] covariance;
    private final double[] pathSigma;
    private final double[] pathC;
    private double[][] axes;
    private double[] lengths;
    private int generations;

    Distribution(Strategy strategy, double[] mean, double sigma) {
        this.s = strategy;
        this.mean = mean.clone();
        this.sigma = sigma;
        this.covariance = new double[s.axes][s.axes];
        this.pathSigma = new double[s.axes];
        this.pathC = new double[s.axes];
        for (int i = 0; i < s.axes; i++) {
            covariance[i][i] = 1;
        }
        decompose();
    }

    /** The point that a step from the mean leads to; steps are normal with deviation 1 along each principal axis. */
    double[] at(double[] z) {
        double[] x = mean.clone();
        for (int i = 0; i < s.axes; i++) {
            for (int k = 0; k < s.axes; k++) {
                x[i] += sigma * axes[i][k] * lengths[k] * z[k];
            }
        }
        return x;
    }

    /** Standard deviation along an axis of the space. */
    double deviation(int i) {
        return sigma * FastMath.sqrt(covariance[i][i]);
    }

    /** Stretches the distribution along an axis. */
    void stretch(int i, double factor) {
        for (int j = 0; j < s.axes; j++) {
            covariance[i][j] *= factor;
            covariance[j][i] *= factor;
        }
    }

    double largestDeviation() {
        return sigma * lengths[lengths.length - 1];
    }

    /** Largest over smallest variance along the principal axes. */
    double condition() {
        double ratio = lengths[lengths.length - 1] / lengths[0];
        return ratio * ratio;
    }

    /**
     * @param ranked as many points as the population has, best first
     */
    void adapt(List<double[]> ranked) {
        generations++;
        double[][] steps = new double[s.population][];
        double[] whiteLengths = new double[s.population];
        for (int k = 0; k < s.population; k++) {
            steps[k] = step(ranked.get(k));
            whiteLengths[k] = norm(white(steps[k]));
            double longest = FastMath.sqrt(s.axes) + 2.0 * s.axes / (s.axes + 2);
            if (whiteLengths[k] > longest) {
                scale(steps[k], longest / whiteLengths[k]);
                whiteLengths[k] = longest;
            }
        }
        double[] mid = new double[s.axes];
        for (int k = 0; k < s.population / 2; k++) {
            for (int i = 0; i < s.axes; i++) {
                mid[i] += s.weights[k] * steps[k][i];
            }
        }
        for (int i = 0; i < s.axes; i++) {
            mean[i] += sigma * mid[i];
        }
        boolean still = walk(mid);
        adaptCovariance(steps, whiteLengths, still);
        sigma *= FastMath.exp(Math.min(1, s.cSigma / s.dSigma * (norm(pathSigma) / s.expectedLength - 1)));
        decompose();
    }

    /** Updates both paths; returns whether the step size grows too fast for the covariance to follow (h_σ = 0). */
    private boolean walk(double[] mid) {
        double[] whiteMid = white(mid);
        for (int i = 0; i < s.axes; i++) {
            pathSigma[i] = (1 - s.cSigma) * pathSigma[i]
                    + FastMath.sqrt(s.cSigma * (2 - s.cSigma) * s.massOfParents) * whiteMid[i];
        }
        double expected = FastMath.sqrt(1 - FastMath.pow(1 - s.cSigma, 2.0 * generations));
        boolean still = norm(pathSigma) / expected >= (1.4 + 2.0 / (s.axes + 1)) * s.expectedLength;
        for (int i = 0; i < s.axes; i++) {
            pathC[i] = (1 - s.cc) * pathC[i]
                    + (still ? 0 : FastMath.sqrt(s.cc * (2 - s.cc) * s.massOfParents) * mid[i]);
        }
        return still;
    }

    private void adaptCovariance(double[][] steps, double[] whiteLengths, boolean still) {
        double sum = 0;
        double[] weights = s.weights.clone();
        for (int k = 0; k < weights.length; k++) {
            sum += weights[k];
            if (weights[k] < 0) {
                weights[k] *= s.axes / Math.max(1e-12, whiteLengths[k] * whiteLengths[k]);
            }
        }
        double kept = 1 + (still ? s.c1 * s.cc * (2 - s.cc) : 0) - s.c1 - s.cMu * sum;
        for (int i = 0; i < s.axes; i++) {
            for (int j = 0; j <= i; j++) {
                double value = kept * covariance[i][j] + s.c1 * pathC[i] * pathC[j];
                for (int k = 0; k < weights.length; k++) {
                    value += s.cMu * weights[k] * steps[k][i] * steps[k][j];
                }
                covariance[i][j] = value;
                covariance[j][i] = value;
            }
        }
    }

    /** Principal axes in columns, shortest first. */
    void decompose() {
        EigenDecompositionSymmetric eigen =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(covariance), 1e-12, false);
        RealMatrix vectors = eigen.getV();
        axes = vectors.getData();
        lengths = new double[s.axes];
        for (int k = 0; k < s.axes; k++) {
            lengths[k] = FastMath.sqrt(Math.max(1e-20, eigen.getEigenvalue(k)));
        }
    }

    private double[] step(double[] point) {
        double[] step = new double[s.axes];
        for (int i = 0; i < s.axes; i++) {
            // A parameter that did not exist in the trial says nothing.
            step[i] = Double.isNaN(point[i]) ? 0 : (point[i] - mean[i]) / sigma;
        }
        return step;
    }

    /** C^(-1/2) times a vector. */
    private double[] white(double[] vector) {
        double[] along = new double[s.axes];
        for (int k = 0; k < s.axes; k++) {
            for (int i = 0; i < s.axes; i++) {
                along[k] += axes[i][k] * vector[i];
            }
            along[k] /= lengths[k];
        }
        double[] white = new double[s.axes];
        for (int i = 0; i < s.axes; i++) {
            for (int k = 0; k < s.axes; k++) {
                white[i] += axes[i][k] * along[k];
            }
        }
        return white;
    }

    private static void scale(double[] vector, double factor) {
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= factor;
        }
    }

    private static double norm(double[] vector) {
        double sum = 0;
        for (double v : vector) {
            sum += v * v;
        }
        return FastMath.sqrt(sum);
    }
}
