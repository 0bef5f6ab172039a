package io.jenkins.plugins.mlsteps.automl.score;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScoresTest {
    @Test
    void namesWhatTheTasksReport() {
        Set<String> reported = new LinkedHashSet<>();
        reported.addAll(Scores.of(
                        new Outcome.Classes(List.of("no", "yes"), new int[] {0, 1, 1}),
                        new double[][] {{0.8, 0.2}, {0.4, 0.6}, {0.3, 0.7}})
                .keySet());
        reported.addAll(Scores.of(
                        new Outcome.Classes(List.of("a", "b", "c"), new int[] {0, 1, 2}),
                        new double[][] {{0.8, 0.1, 0.1}, {0.2, 0.6, 0.2}, {0.1, 0.2, 0.7}})
                .keySet());
        reported.addAll(Scores.of(new Outcome.Numbers(new double[] {1, 2}), new double[][] {{1.5}, {2.5}}).keySet());

        assertThat(reported).containsExactlyInAnyOrderElementsOf(Scores.NAMES);
    }
}
