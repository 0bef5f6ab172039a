package io.jenkins.plugins.mlsteps.tune.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DominanceTest {
    @Test
    void frontsComeOneAfterTheOtherAndTheLoneliestFirstInEach() {
        Observation left = at(0, 1, 9);
        Observation crowded = at(1, 4.9, 5);
        Observation middle = at(2, 5, 4.9);
        Observation right = at(3, 9, 1);
        Observation second = at(4, 6, 6);
        Observation third = at(5, 10, 10);
        List<Observation> ranked = Dominance.ranked(List.of(third, crowded, second, right, middle, left));
        assertThat(ranked.subList(0, 2)).containsExactlyInAnyOrder(left, right);
        assertThat(ranked.subList(2, 4)).containsExactlyInAnyOrder(crowded, middle);
        assertThat(ranked.subList(4, 6)).containsExactly(second, third);
    }

    @Test
    void oneObjectiveIsRankedByItsValues() {
        assertThat(Dominance.ranked(List.of(at(0, 3), at(1, 1), at(2, 2))))
                .extracting(Observation::number)
                .containsExactly(1, 2, 0);
    }

    @Test
    void whatIsEqualDoesNotDominate() {
        assertThat(Dominance.dominates(at(0, 1, 2), at(1, 1, 2))).isFalse();
        assertThat(Dominance.dominates(at(0, 1, 2), at(1, 1, 3))).isTrue();
        assertThat(Dominance.dominates(at(0, 1, 4), at(1, 1, 3))).isFalse();
    }

    private static Observation at(int number, double... values) {
        return Observation.complete(number, new double[] {0}, values);
    }
}
