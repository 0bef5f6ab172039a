package io.jenkins.plugins.mlsteps.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.Study;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a study that runs each parameter set several times is what its {@code study.json} says. */
class RepeatedTrialsTest {
    private Clock clock = Clock.systemUTC();

    @TempDir
    Path workspace;

    @Test
    void theParameterSetWithTheBestMeanWins() throws Exception {
        StudyRecord study = search(
                Map.of("objective", "loss", "direction", "minimize"),
                new Double[][] {{0.5}, {0.5}, {0.0}, {2.0}, {0.4}, null});

        assertThat(study.best()).isEqualTo(4);
        assertThat(String.join("\n", Summary.of(ml()))).containsPattern("best loss +0.4\n").containsPattern("in trial +4: c=third");
        Report.write(ml());
        assertThat(figure("history").at("/caption").asText())
                .startsWith("Best loss 0.4 in trial 4 of 6 trials").contains("means of the 2 trials of a parameter set");
        assertThat(numbers(figure("history").at("/chart/best"), 0)).containsExactly(0, 4, 4);
        assertThat(numbers(figure("slices").at("/chart/slices/0/points"), 2)).containsExactly(0, 2, 4);
        assertThat(Files.readString(ml().resolve("report.html"))).contains("best loss, trial 4 of 6");
    }

    @Test
    void theParetoFrontIsOfMeans() throws Exception {
        StudyRecord study = search(
                Map.of("objectives", List.of("loss", "seconds"), "directions", List.of("minimize", "minimize")),
                new Double[][] {{0.5, 5.0}, {0.5, 5.0}, {0.0, 9.0}, {2.0, 9.0}, {0.6, 5.0}, {0.4, 5.0}});

        assertThat(study.pareto()).containsExactly(0);
        assertThat(String.join("\n", Summary.of(ml()))).containsPattern("best loss +0.5\n").containsPattern("with seconds +5\n");
        Report.write(ml());
        assertThat(numbers(figure("pareto").at("/chart/front"), 2)).containsExactly(0);
        assertThat(numbers(figure("pareto").at("/chart/dominated"), 2)).containsExactly(2, 4);
    }

    @Test
    void ofEquallyGoodParameterSetsTheFirstOneCountsWhicheverEndsFirst() throws Exception {
        try (Study study = study(Map.of("objective", "loss", "direction", "minimize"))) {
            study.ask(6);
            for (int number : new int[] {5, 4, 3, 2, 1, 0}) {
                study.tell(number, Trial.State.COMPLETE, 1.0, Map.of(), null);
            }
            assertThat(study.finish(null).best()).isZero();
        }
        assertThat(String.join("\n", Summary.of(ml()))).containsPattern("in trial +0: c=first");
    }

    @Test
    void aParameterSetIsNotBestByTheOneTrialThatWasNotPruned() throws Exception {
        try (Study study = study(Map.of("objective", "loss", "direction", "minimize", "pruner", "median"))) {
            study.ask(6);
            tell(study, 0, 0.1);
            study.report(1, 1, 2.0);
            study.tell(1, Trial.State.PRUNED, null, Map.of(), "looked bad");
            for (int number = 2; number < 6; number++) {
                tell(study, number, number == 3 ? 0.5 : 0.6);
            }
            assertThat(study.finish(null).best()).isEqualTo(2);
        }
        assertThat(String.join("\n", Summary.of(ml()))).containsPattern("best loss +0.55\n");
    }

    @Test
    void aParameterSetThatWasNotRunToItsEndCountsWhereThereIsNoOther() throws Exception {
        try (Study study = study(Map.of("objective", "loss", "direction", "minimize", "maxMinutes", 1))) {
            study.ask(1);
            tell(study, 0, 0.3);
            assertThat(study.finish(null).best()).as("while it goes on").isNull();
        }
        clock = Clock.offset(clock, Duration.ofMinutes(2));
        try (Study study = study(Map.of("objective", "loss", "direction", "minimize", "maxMinutes", 1))) {
            assertThat(study.finish(null).best()).isZero();
        }
        assertThat(String.join("\n", Summary.of(ml()))).containsPattern("best loss +0.3\n");
    }

    @Test
    void saysOfEachKindOfTrialThatHasNoResultWhy() throws Exception {
        try (Study study = study(Map.of("objective", "loss", "direction", "minimize"))) {
            study.ask(4);
            tell(study, 0, 0.3);
            study.tell(1, Trial.State.FAILED, null, Map.of(), "exit code 1");
            study.tell(2, Trial.State.TIMED_OUT, null, Map.of(), "over its 0.1 minutes");
            tell(study, 3, Double.NaN);
            study.finish(null);
        }
        assertThat(Jsoup.parse(Report.write(ml()), "UTF-8").select("#tune-b ul.plain li").eachText())
                .containsExactly(
                        "Trial 1: exit code 1",
                        "Trial 2: over its 0.1 minutes",
                        "Trial 3: objective 'loss' is NaN, which cannot be compared");
    }

    private static void tell(Study study, int number, double value) throws IOException {
        study.tell(number, Trial.State.COMPLETE, value, Map.of(), null);
    }

    private StudyRecord search(Map<String, Object> objectives, Double[][] values) throws IOException {
        try (Study study = study(objectives)) {
            for (Trial trial : study.ask(values.length)) {
                Double[] value = values[trial.number()];
                if (value == null) {
                    study.tell(trial.number(), Trial.State.FAILED, null, Map.of(), "exit code 1");
                } else {
                    Map<String, Double> metrics = value.length == 1 ? Map.of() : Map.of("seconds", value[1]);
                    study.tell(trial.number(), Trial.State.COMPLETE, value[0], metrics, null);
                }
            }
            return study.finish(null);
        }
    }

    private Study study(Map<String, Object> objectives) throws IOException {
        Map<String, Object> parameters = new HashMap<>(objectives);
        parameters.put("name", "b");
        parameters.put("command", "true");
        parameters.put("algorithm", "grid");
        parameters.put("trials", 3);
        parameters.put("repeats", 2);
        parameters.put("space", List.of(Map.of("type", "choice", "name", "c", "values", List.of("first", "second", "third"))));
        return Study.open(
                ml().resolve("tune/b"),
                Binder.bind(TuneSpec.class, parameters),
                SourceRevision.unknown(),
                clock);
    }

    private JsonNode figure(String kind) throws IOException {
        for (JsonNode figure : Json.tree(ml().resolve("tune/b/insight.json"))) {
            if (figure.at("/chart/kind").asText().equals(kind)) {
                return figure;
            }
        }
        throw new AssertionError("no figure '" + kind + "'");
    }

    private static List<Integer> numbers(JsonNode points, int coordinate) {
        List<Integer> numbers = new ArrayList<>();
        points.forEach(point -> numbers.add(point.get(coordinate).asInt()));
        return numbers;
    }

    private Path ml() {
        return workspace.resolve("ml");
    }
}
