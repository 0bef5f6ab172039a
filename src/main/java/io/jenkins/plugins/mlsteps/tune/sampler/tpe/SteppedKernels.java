package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import io.jenkins.plugins.mlsteps.tune.space.Stepped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.util.FastMath;

/** Gaussian kernels whose mass is collected in the cells of a stepped axis. */
final class SteppedKernels implements Kernels {
    /** With more cells than this, each is narrower than the narrowest kernel and a density serves as well as a mass. */
    static final int MOST_CELLS = 128;

    private final Stepped axis;
    private final double[] centres;
    private final double[] widths;
    private final double[][] masses;

    SteppedKernels(Stepped axis, Bandwidth bandwidth) {
        this.axis = axis;
        this.centres = bandwidth.centres;
        this.widths = bandwidth.widths;
        this.masses = shared();
    }

    /** Rows of log masses by cell, filled on demand; kernels with the same centre and width share one. */
    private double[][] shared() {
        Map<Long, Map<Long, double[]>> rows = new HashMap<>();
        double[][] shared = new double[centres.length][];
        for (int k = 0; k < centres.length; k++) {
            shared[k] = rows.computeIfAbsent(Double.doubleToLongBits(widths[k]), width -> new HashMap<>())
                    .computeIfAbsent(Double.doubleToLongBits(centres[k]), centre -> unknown());
        }
        return shared;
    }

    private double[] unknown() {
        double[] row = new double[(int) axis.cardinality()];
        Arrays.fill(row, Double.NaN);
        return row;
    }

    @Override
    public double sample(int kernel, RandomGenerator random) {
        return axis.snap(TruncatedNormal.sample(centres[kernel], widths[kernel], random));
    }

    @Override
    public void addLogDensities(double coordinate, double[] sums) {
        int cell = (int) axis.index(coordinate);
        for (int k = 0; k < sums.length; k++) {
            double[] row = masses[k];
            if (Double.isNaN(row[cell])) {
                row[cell] = logMass(centres[k], widths[k], cell);
            }
            sums[k] += row[cell];
        }
    }

    private double logMass(double centre, double width, int cell) {
        double inside = Normal.mass(-centre / width, (1 - centre) / width);
        double mass = Normal.mass((axis.edge(cell) - centre) / width, (axis.edge(cell + 1.0) - centre) / width);
        return FastMath.log(Math.max(mass, Double.MIN_NORMAL) / inside);
    }
}
