package io.jenkins.plugins.mlsteps.automl.feature;

/**
 * Numbers to learn from, without gaps.
 *
 * @param columns one array for each feature, as long as there are rows
 */
public record FeatureMatrix(float[][] columns, int rows) {
    public int width() {
        return columns.length;
    }
}
