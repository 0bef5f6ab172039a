package io.jenkins.plugins.mlsteps.automl.tree;

import io.jenkins.plugins.mlsteps.automl.feature.FeatureMatrix;

/**
 * A binary decision tree; node 0 is the root, children come after their parents.
 *
 * @param feature that a node looks at; -1 for a leaf
 * @param threshold up to which a row goes to the left child
 * @param left child, and {@code right}: of a node that is no leaf
 * @param leaf what a leaf adds to the outputs from {@code firstOutput} on; null for a node that is no leaf
 */
public record Tree(int[] feature, float[] threshold, int[] left, int[] right, float[][] leaf, int firstOutput) {
    public int nodes() {
        return feature.length;
    }

    public boolean isLeaf(int node) {
        return feature[node] < 0;
    }

    /** What the tree says about a row. */
    public float[] leaf(FeatureMatrix matrix, int row) {
        int node = 0;
        while (feature[node] >= 0) {
            node = matrix.columns()[feature[node]][row] <= threshold[node] ? left[node] : right[node];
        }
        return leaf[node];
    }

    /** Adds what the tree says about a row to the row's outputs. */
    public void addTo(double[] outputs, FeatureMatrix matrix, int row) {
        float[] values = leaf(matrix, row);
        for (int i = 0; i < values.length; i++) {
            outputs[firstOutput + i] += values[i];
        }
    }
}
