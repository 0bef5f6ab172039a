package io.jenkins.plugins.mlsteps.automl.learn;

import io.jenkins.plugins.mlsteps.automl.feature.FeatureMatrix;

/**
 * Makes each feature's mean 0 and its standard deviation 1; a constant feature becomes 0.
 *
 * @param offset the mean; {@code scale}: one over the standard deviation
 */
record Standardization(float[] offset, float[] scale) {
    static Standardization of(FeatureMatrix matrix) {
        float[] offset = new float[matrix.width()];
        float[] scale = new float[matrix.width()];
        for (int feature = 0; feature < offset.length; feature++) {
            float[] column = matrix.columns()[feature];
            double mean = mean(column);
            double squares = 0;
            for (float value : column) {
                squares += (value - mean) * (value - mean);
            }
            double deviation = Math.sqrt(squares / column.length);
            offset[feature] = (float) mean;
            scale[feature] = deviation > 0 ? (float) (1 / deviation) : 0;
        }
        return new Standardization(offset, scale);
    }

    private static double mean(float[] column) {
        double sum = 0;
        for (float value : column) {
            sum += value;
        }
        return sum / column.length;
    }
}
