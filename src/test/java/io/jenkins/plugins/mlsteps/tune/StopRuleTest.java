package io.jenkins.plugins.mlsteps.tune;

import static io.jenkins.plugins.mlsteps.tune.Specs.complete;
import static io.jenkins.plugins.mlsteps.tune.Specs.next;
import static io.jenkins.plugins.mlsteps.tune.Specs.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Studies that end before all their trials were run. */
class StopRuleTest {
    @TempDir
    Path workspace;

    @Test
    void stopsWhenLittleIsLeftToGain() throws IOException {
        List<Dimension> space = List.of(new Dimension.Uniform("x", 0, 1), new Dimension.Uniform("y", 0, 1));
        try (Study study = open(spec("trials", 100, "space", space, "minRegret", 0.02))) {
            for (Trial trial = next(study); trial != null; trial = next(study)) {
                double x = (Double) trial.params().get("x") - 0.3;
                double y = (Double) trial.params().get("y") - 0.6;
                complete(study, trial.number(), 5 - x * x - y * y);
            }
            assertThat(study.isFinished()).isTrue();
            assertThat(study.trials()).hasSizeBetween(12, 60);
            assertThat(study.record().bestValue()).isGreaterThan(4.98);
            assertThat(study.stopReason()).get().asString().contains("within").contains("'minRegret' is 0.02");
        }
    }

    @Test
    void stopsWhenTheTargetIsReached() throws IOException {
        try (Study study = open(spec("targetValue", 0.9))) {
            study.ask(2);
            complete(study, 0, 0.89);
            assertThat(study.isFinished()).isFalse();
            complete(study, 1, 0.9);
            assertThat(study.isFinished()).isTrue();
            assertThat(study.ask(1)).isEmpty();
            assertThat(study.finish(null).stopped()).isEqualTo("trial 1 reached the target auc >= 0.9");
        }
    }

    @Test
    void stopsWhenNothingImproves() throws IOException {
        try (Study study = open(spec("noImprovement", 3))) {
            study.ask(5);
            double[] values = {0.5, 0.6, 0.6, 0.1, 0.2};
            for (int i = 0; i < 5; i++) {
                assertThat(study.stopReason()).isEmpty();
                complete(study, i, values[i]);
            }
            assertThat(study.stopReason()).contains("no improvement in the last 3 finished trials");
        }
    }

    @Test
    void stopsStartingTrialsWhenTimeIsUp() throws IOException {
        try (Study study = open(spec("maxMinutes", 1))) {
            assertThat(study.ask(1)).hasSize(1);
        }
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(2));
        try (Study study = Study.open(
                directory(), spec("maxMinutes", 1), SourceRevision.unknown(), later)) {
            assertThat(study.ask(1)).isEmpty();
            assertThat(study.stopReason()).contains("the 1.0 minutes of 'maxMinutes' are over");
        }
    }

    @Test
    void stopsWhenNoTrialReportsTheObjective() throws IOException {
        TuneSpec spec = spec("trials", 12, "parallel", 2);
        try (Study study = open(spec)) {
            study.ask(4);
            endWithout(study, 0);
            endWithout(study, 1);
            assertThat(study.stopReason()).isEmpty();
            endWithout(study, 2);
            assertThat(study.ask(1)).isEmpty();
        }
        try (Study study = open(spec)) {
            assertThat(study.ask(1)).isEmpty();
            assertThat(study.stopReason())
                    .contains("each of the first 3 trials ended by itself, but objective 'auc' was never reported; reported were acu");
            complete(study, 3, 0.5);
            assertThat(study.stopReason()).isEmpty();
            assertThat(study.ask(1)).hasSize(1);
        }
    }

    @Test
    void waitsForAsManyTrialsWithoutTheObjectiveAsRunAtATime() throws IOException {
        try (Study study = open(spec("trials", 12, "parallel", 4))) {
            study.ask(4);
            for (int i = 0; i < 4; i++) {
                assertThat(study.stopReason()).isEmpty();
                endWithout(study, i);
            }
            assertThat(study.stopReason()).isPresent();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"COMPLETE", "PRUNED", "FAILED", "TIMED_OUT", "NOT_FINITE"})
    void goesOnWhereATrialEndedOtherwiseThanWithoutTheObjective(Trial.State state) throws IOException {
        try (Study study = open(spec("trials", 12))) {
            study.ask(5);
            study.tell(0, state, 0.5, Map.of(), "exit code 1");
            for (int i = 1; i < 5; i++) {
                endWithout(study, i);
            }
            assertThat(study.stopReason()).isEmpty();
        }
    }

    private static void endWithout(Study study, int number) throws IOException {
        study.tell(number, Trial.State.COMPLETE, null, Map.of("acu", 0.5), null);
    }

    private Path directory() {
        return workspace.resolve("ml/tune/churn");
    }

    private Study open(TuneSpec spec) throws IOException {
        return Specs.open(workspace.resolve("ml/tune").resolve(spec.name()), spec);
    }
}
