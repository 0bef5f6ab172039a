package io.jenkins.plugins.mlsteps.automl.learn;

import io.jenkins.plugins.mlsteps.automl.feature.FeatureMatrix;
import io.jenkins.plugins.mlsteps.automl.tree.Tree;
import java.util.List;
import java.util.stream.IntStream;

/** A fitted model: scores that are sums over features or trees, and a link that turns them into answers. */
public sealed interface Model {
    Link link();

    /** Answers of a row: one for each class, or one number. */
    int outputs();

    /** Scores of one row before the link. */
    double[] scores(FeatureMatrix matrix, int row);

    /** For each row the probability of each class, or the one predicted number. */
    default double[][] predict(FeatureMatrix matrix) {
        return IntStream.range(0, matrix.rows())
                .parallel()
                .mapToObj(row -> {
                    double[] answer = scores(matrix, row);
                    link().apply(answer);
                    return answer;
                })
                .toArray(double[][]::new);
    }

    /**
     * Weighted sums of standardized features.
     *
     * @param offset subtracted from each feature, and {@code scale}: what the difference is then multiplied with
     * @param weights for each output one for each feature
     */
    record Linear(float[] offset, float[] scale, float[][] weights, float[] bias, Link link) implements Model {
        @Override
        public int outputs() {
            return bias.length;
        }

        @Override
        public double[] scores(FeatureMatrix matrix, int row) {
            double[] scores = new double[bias.length];
            for (int output = 0; output < scores.length; output++) {
                double sum = bias[output];
                for (int feature = 0; feature < offset.length; feature++) {
                    double standard = (matrix.columns()[feature][row] - offset[feature]) * scale[feature];
                    sum += weights[output][feature] * standard;
                }
                scores[output] = sum;
            }
            return scores;
        }
    }

    /**
     * A sum of trees.
     *
     * @param base what the sum starts from, for each output
     */
    record Trees(List<Tree> trees, float[] base, Link link) implements Model {
        @Override
        public int outputs() {
            return base.length;
        }

        @Override
        public double[] scores(FeatureMatrix matrix, int row) {
            double[] scores = new double[base.length];
            for (int output = 0; output < scores.length; output++) {
                scores[output] = base[output];
            }
            for (Tree tree : trees) {
                tree.addTo(scores, matrix, row);
            }
            return scores;
        }
    }
}
