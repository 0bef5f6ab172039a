package io.jenkins.plugins.mlsteps.automl.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.automl.feature.FeatureMatrix;
import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitTest {
    private static final int ROWS = 200;

    @Test
    void isAPowerOfTwoAtMostOne() {
        assertThat(Unit.of(new double[] {-3e-8, 3e-8})).isEqualTo(0x1p-25);
        assertThat(Unit.of(new double[] {-300, 300})).isEqualTo(1);
        assertThat(Unit.of(new double[] {7, 7})).isEqualTo(1);
    }

    /** A concentration in mol/l is as good a target as one in nmol/l. */
    @Test
    void learnersOfTreesLearnTargetsOfAnySize() {
        float[] x = new float[ROWS];
        IntStream.range(0, ROWS).forEach(row -> x[row] = row);
        for (Learner learner : List.of(new ForestLearner(20, 1, 1), new BoostingLearner(50, 0.2, 3, 5, 1, 1))) {
            assertThat(error(learner, x, 1)).isLessThan(3);
            assertThat(error(learner, x, 1e-9)).isLessThan(3);
        }
    }

    /** Mean absolute error of who learns that the target is the feature, in units of the scale. */
    private static double error(Learner learner, float[] x, double scale) {
        FeatureMatrix features = new FeatureMatrix(new float[][] {x}, ROWS);
        Outcome outcome = new Outcome.Numbers(IntStream.range(0, ROWS).mapToDouble(row -> scale * row).toArray());
        double[][] predicted = learner.fit(new Lesson(features, outcome), 1).predict(features);
        return IntStream.range(0, ROWS)
                .mapToDouble(row -> Math.abs(predicted[row][0] / scale - row))
                .average()
                .orElseThrow();
    }
}
