package io.jenkins.plugins.mlsteps.automl.tree;

import io.jenkins.plugins.mlsteps.automl.feature.FeatureMatrix;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Features rounded to at most {@value #MOST_BINS} bins each, so that the best split of a node is found by one pass over its
 * rows instead of sorting them (Ke et al. 2017, "LightGBM: A Highly Efficient Gradient Boosting Decision Tree", section 2.1).
 *
 * @param bins for each feature the bin of each row, as an unsigned byte
 * @param edges for each feature the upper edge of each bin but the last: a row is in bin {@code b} or below exactly when its
 *     value is at most {@code edges[b]}
 */
public record BinnedMatrix(byte[][] bins, float[][] edges) {
    static final int MOST_BINS = 255;

    public static BinnedMatrix of(FeatureMatrix matrix) {
        float[][] edges = new float[matrix.width()][];
        byte[][] bins = new byte[matrix.width()][];
        IntStream.range(0, matrix.width()).parallel().forEach(feature -> {
            edges[feature] = edges(matrix.columns()[feature]);
            bins[feature] = bins(matrix.columns()[feature], edges[feature]);
        });
        return new BinnedMatrix(bins, edges);
    }

    int width() {
        return bins.length;
    }

    int bins(int feature) {
        return edges[feature].length + 1;
    }

    int bin(int feature, int row) {
        return bins[feature][row] & 0xFF;
    }

    private static float[] edges(float[] column) {
        float[] sorted = column.clone();
        Arrays.sort(sorted);
        float[] distinct = distinct(sorted);
        if (distinct.length <= MOST_BINS) {
            return between(distinct);
        }
        float[] quantiles = new float[MOST_BINS];
        for (int i = 0; i < MOST_BINS; i++) {
            quantiles[i] = sorted[(int) ((long) i * (sorted.length - 1) / (MOST_BINS - 1))];
        }
        return between(distinct(quantiles));
    }

    private static float[] distinct(float[] sorted) {
        float[] distinct = new float[sorted.length];
        int count = 0;
        for (float value : sorted) {
            if (count == 0 || distinct[count - 1] != value) {
                distinct[count++] = value;
            }
        }
        return Arrays.copyOf(distinct, count);
    }

    /** Midpoints; where single precision has none, the lower value, which separates as well. */
    private static float[] between(float[] ascending) {
        float[] edges = new float[ascending.length - 1];
        for (int i = 0; i < edges.length; i++) {
            float middle = (float) (0.5 * ascending[i] + 0.5 * ascending[i + 1]);
            edges[i] = middle < ascending[i + 1] ? middle : ascending[i];
        }
        return edges;
    }

    private static byte[] bins(float[] column, float[] edges) {
        byte[] bins = new byte[column.length];
        for (int row = 0; row < column.length; row++) {
            int found = Arrays.binarySearch(edges, column[row]);
            bins[row] = (byte) (found >= 0 ? found : -found - 1);
        }
        return bins;
    }
}
