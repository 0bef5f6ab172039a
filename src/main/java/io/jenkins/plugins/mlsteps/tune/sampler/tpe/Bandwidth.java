package io.jenkins.plugins.mlsteps.tune.sampler.tpe;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Centres and widths of Gaussian kernels on the unit interval (Bergstra et al. 2011, section 4.1): each is as wide as the
 * distance to its farther neighbour, but at least 1 / min(100, n + 1) ("magic clipping", Watanabe 2023, section 3.3.4) and
 * at most the whole interval. The last kernel is the prior, in the middle and as wide as the interval.
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
        int[] order = order(coordinates);
        for (int rank = 0; rank < n; rank++) {
            double here = coordinates[order[rank]];
            double left = rank == 0 ? 0 : coordinates[order[rank - 1]];
            double right = rank == n - 1 ? 1 : coordinates[order[rank + 1]];
            widths[order[rank]] = Math.min(1, Math.max(smallest, distance(here - left, right - here, rank, n)));
        }
    }

    /** The outermost kernels look inwards only, so that a point near the border does not reach across the interval. */
    private static double distance(double left, double right, int rank, int n) {
        if (n >= 2 && rank == 0) {
            return right;
        }
        return n >= 2 && rank == n - 1 ? left : Math.max(left, right);
    }

    private static int[] order(double[] coordinates) {
        return IntStream.range(0, coordinates.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> coordinates[i]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
