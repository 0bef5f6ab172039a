package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import java.util.Arrays;

/**
 * Centres and widths of Gaussian kernels on the unit interval (Bergstra et al. 2011, section 4.1): each is as wide as the
 * distance to its farther neighbour, but at least 1 / min(100, n + 1) ("magic clipping", Watanabe 2023, section 3.3.4) and
 * at most the whole interval. The last kernel is the prior, in the middle and as wide as the interval; it is one of the n.
 */
final class Bandwidth {
    private static final double NARROWEST = 100;

    final double[] centres;
    final double[] widths;

    Bandwidth(double[] coordinates) {
        int n = coordinates.length;
        centres = Arrays.copyOf(coordinates, n + 1);
        widths = new double[n + 1];
        centres[n] = 0.5;
        widths[n] = 1;
        double smallest = 1 / Math.min(NARROWEST, n + 2);
        double[] sorted = coordinates.clone();
        Arrays.sort(sorted);
        int[] seen = new int[n];
        for (int k = 0; k < n; k++) {
            int rank = firstOf(coordinates[k], sorted);
            // Equal coordinates stand beside each other in the order of the observations.
            rank += seen[rank]++;
            double left = rank == 0 ? 0 : sorted[rank - 1];
            double right = rank == n - 1 ? 1 : sorted[rank + 1];
            widths[k] = Math.min(
                    1, Math.max(smallest, distance(coordinates[k] - left, right - coordinates[k], rank, n)));
        }
    }

    /** The outermost kernels look inwards only, so that a point near the border does not reach across the interval. */
    private static double distance(double left, double right, int rank, int n) {
        if (n >= 2 && rank == 0) {
            return right;
        }
        return n >= 2 && rank == n - 1 ? left : Math.max(left, right);
    }

    /** Where the first of some equal numbers stands in ascending order. */
    private static int firstOf(double coordinate, double[] sorted) {
        int low = 0;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < coordinate) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
