package io.jenkins.plugins.mlsteps.automl.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.automl.feature.FeatureMatrix;
import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BoostingLearnerTest {
    private static final int ROWS = 60;
    private static final int CLASSES = 6;
    private static final Outcome OUTCOME = new Outcome.Classes(
            List.of("a", "b", "c", "d", "e", "f"), new SplittableRandom(3).ints(ROWS, 0, CLASSES).toArray());

    /** Trees of several classes are grown side by side; the first of them need the features binned, which is parallel work too. */
    @Test
    void neverWaitsForItselfWhenSeveralLearnAtOnce() throws Exception {
        int learners = 4;
        ExecutorService threads = Executors.newFixedThreadPool(learners);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < learners; i++) {
                ends.add(threads.submit(BoostingLearnerTest::learnOften));
            }
            for (Future<?> end : ends) {
                end.get(2, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void learnOften() {
        BoostingLearner learner = new BoostingLearner(1, 0.1, 2, 1, 1, 1);
        float[][] columns = new float[40][ROWS];
        for (float[] column : columns) {
            for (int row = 0; row < ROWS; row++) {
                column[row] = row;
            }
        }
        for (int i = 0; i < 300; i++) {
            Model model = learner.fit(new Lesson(new FeatureMatrix(columns, ROWS), OUTCOME), i);
            assertThat(model).isInstanceOf(Model.Trees.class);
        }
    }
}
