package io.jenkins.plugins.mlsteps.automl.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlsteps.automl.learn.Family;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SelectionTest {
    private static Contender contender(Family family, double... errors) {
        return Contender.of(
                family, Map.of(), "rmse", Map.of("rmse", Arrays.stream(errors).boxed().toList()), 1);
    }

    private final Contender linear = contender(Family.LINEAR, 10, 12, 11);
    private final Contender worseLinear = contender(Family.LINEAR, 12, 12, 11);

    @Test
    void aLinearModelWithinOneStandardErrorOfTheBestIsPreferred() {
        // mean 10, standard deviation of the sample √3, standard error 1
        Contender boosting = contender(Family.GRADIENT_BOOSTING, 8.267949192431123, 10, 11.732050807568877);
        assertThat(boosting.standardError()).isCloseTo(1, within(1e-12));
        assertThat(Selection.first(List.of(worseLinear, boosting, contender(Family.LINEAR, 10, 12, 10.99))))
                .extracting(Contender::family, Contender::score)
                .first()
                .isEqualTo(tuple(Family.LINEAR, (10 + 12 + 10.99) / 3));
    }

    @Test
    void aTreeEnsembleThatIsBetterByMoreIsSelected() {
        Contender boosting = contender(Family.GRADIENT_BOOSTING, 9.9, 10, 10.1);
        Contender forest = contender(Family.RANDOM_FOREST, 9.8, 10, 10.1);
        assertThat(Selection.first(List.of(linear, boosting, forest))).containsExactly(forest, boosting, linear);
    }

    @Test
    void theOthersFollowBestFirst() {
        Contender noisy = contender(Family.RANDOM_FOREST, 1, 10, 19);
        assertThat(Selection.first(List.of(worseLinear, noisy, linear))).containsExactly(linear, noisy, worseLinear);
    }
}
