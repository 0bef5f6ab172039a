package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.util.FastMath;

/**
 * Cholesky's factor L of a covariance matrix K = L Lᵀ, which Hipparchus computes, and systems solved with it. Those are written
 * out over rows, because this is where the time of the sampler goes: the inverse takes a sixth of the operations of a general
 * solver.
 */
final class Factor {
    private final double[][] lower;

    /**
     * @param covariance whose ownership goes over
     * @throws org.hipparchus.exception.MathIllegalArgumentException when it is not positive definite
     */
    Factor(double[][] covariance) {
        lower = new CholeskyDecomposition(new Array2DRowRealMatrix(covariance, false), 1e-10, 1e-14)
                .getL()
                .getData();
    }


    /** The solution x of K x = b. */
    double[] solve(double[] b) {
        return backward(forward(b));
    }

    /** The solution w of L w = b. */
    double[] forward(double[] b) {
        double[] w = new double[b.length];
        for (int j = 0; j < b.length; j++) {
            double[] row = lower[j];
            double sum = b[j];
            for (int k = 0; k < j; k++) {
                sum -= row[k] * w[k];
            }
            w[j] = sum / row[j];
        }
        return w;
    }

    /** The solution v of Lᵀ v = w. */
    double[] backward(double[] w) {
        double[] v = w.clone();
        for (int j = w.length - 1; j >= 0; j--) {
            double[] row = lower[j];
            v[j] /= row[j];
            for (int k = 0; k < j; k++) {
                v[k] -= row[k] * v[j];
            }
        }
        return v;
    }

    /** The lower triangle of K⁻¹. */
    double[][] inverse() {
        int n = lower.length;
        double[][] m = new double[n][];
        for (int j = 0; j < n; j++) {
            // Row j of M = L⁻¹, from the rows above it.
            double[] sums = new double[j + 1];
            double[] row = lower[j];
            for (int k = 0; k < j; k++) {
                double factor = row[k];
                double[] above = m[k];
                for (int i = 0; i <= k; i++) {
                    sums[i] -= factor * above[i];
                }
            }
            for (int i = 0; i < j; i++) {
                sums[i] /= row[j];
            }
            sums[j] = 1 / row[j];
            m[j] = sums;
        }
        double[][] inverse = new double[n][];
        for (int i = 0; i < n; i++) {
            inverse[i] = new double[i + 1];
        }
        for (int k = 0; k < n; k++) {
            // K⁻¹ = Mᵀ M, one row of M after the other.
            double[] row = m[k];
            for (int i = 0; i <= k; i++) {
                double factor = row[i];
                double[] target = inverse[i];
                for (int j = 0; j <= i; j++) {
                    target[j] += factor * row[j];
                }
            }
        }
        return inverse;
    }

    /** Half the logarithm of K's determinant. */
    double halfLogDeterminant() {
        double sum = 0;
        for (int j = 0; j < lower.length; j++) {
            sum += FastMath.log(lower[j][j]);
        }
        return sum;
    }
}
