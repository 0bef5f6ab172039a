package io.jenkins.plugins.mlsteps.gate.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.gate.predictions.PredictionsReader;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasuresTest {
    @TempDir
    Path directory;

    @Test
    void agreesWithScikitLearn() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("/gate/metrics-reference.json")) {
            compare(Json.mapper().readTree(in));
        }
    }

    @Test
    void agreesWithScikitLearnLive() throws Exception {
        Path python = PythonReference.script(directory, "metrics_reference.py");
        for (String seed : List.of("1", "2", "3")) {
            PythonReference.Answer answer = PythonReference.run(python, seed);
            assumeTrue(answer.exit() == 0, "skipped: python3 with scikit-learn is not here: " + answer.lastError());
            compare(Json.mapper().readTree(answer.output()));
        }
    }

    private void compare(JsonNode reference) throws Exception {
        for (JsonNode one : reference.path("cases")) {
            Map<String, Double> metrics = measured(one.path("csv").asText());
            one.path("metrics").properties().forEach(expected -> {
                String what = one.path("name").asText() + ": " + expected.getKey();
                if (expected.getValue().isNull()) {
                    assertThat(metrics).as(what).doesNotContainKey(expected.getKey());
                } else {
                    double value = expected.getValue().doubleValue();
                    assertThat(metrics).as(what).containsKey(expected.getKey());
                    assertThat(metrics.get(expected.getKey()))
                            .as(what)
                            .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value))));
                }
            });
        }
    }

    @Test
    void measuresEachSliceAsItWouldMeasureTheSliceAlone() throws Exception {
        StringBuilder all = new StringBuilder("label,score,country,weight\n");
        StringBuilder germany = new StringBuilder("label,score,weight\n");
        java.util.Random random = new java.util.Random(5);
        for (int i = 0; i < 500; i++) {
            int label = random.nextInt(2);
            double score = Math.round((random.nextDouble() * 0.7 + 0.3 * label) * 20) / 20.0;
            double weight = 1 + random.nextInt(3);
            boolean german = random.nextInt(3) == 0;
            all.append(label + "," + score + "," + (german ? "DE" : "FR") + "," + weight + "\n");
            germany.append(german ? label + "," + score + "," + weight + "\n" : "");
        }

        Measures measures = Measures.of(PredictionsReader.read(file(all.toString()), List.of("country")));

        assertThat(measures.slices()).containsOnlyKeys("country=DE", "country=FR");
        Map<String, Double> alone = measured(germany.toString());
        measures.slices().get("country=DE").forEach((name, value) -> assertThat(value)
                .as(name)
                .isCloseTo(alone.get(name), within(1e-12)));
    }

    @Test
    void namesASliceOfMissingValues() throws Exception {
        Measures measures = Measures.of(PredictionsReader.read(
                file("label,prediction,country\na,b,\nb,b,DE\n"), List.of("country")));

        assertThat(measures.slices()).containsOnlyKeys("country=(missing)", "country=DE");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "label,prediction,score_a,score_b,score_c\na,a,0.5,0.3,0.2\nb,a,0.5,0.3,0.2\nc,c,0.1,0.1,0.8\n",
        "label,prediction,score\n0,0,0.1\n1,1,0.8\n",
        "label,prediction\n0.5,0.7\n1.5,1.2\n",
    })
    void knowsTheNamesOfAllThatItMeasures(String csv) throws Exception {
        Map<String, Double> measured = measured(csv);
        assertThat(measured.keySet()).hasSizeGreaterThan(4).allMatch(MetricNames::isMeasured);
        measured.forEach((metric, value) -> {
            if (MetricNames.isShare(metric)) {
                assertThat(value).as(metric).isBetween(0.0, 1.0);
            }
        });
    }

    @Test
    void countsABinarySelectionAndItsErrors() throws Exception {
        Map<String, Double> metrics = measured("label,prediction\n1,1\n1,0\n0,1\n0,0\n0,0\n");

        assertThat(metrics)
                .containsEntry("selection_rate", 0.4)
                .containsEntry("prevalence", 0.4)
                .containsEntry("fpr", 1.0 / 3)
                .containsEntry("fnr", 0.5)
                .containsEntry("specificity", 2.0 / 3)
                .containsEntry("rows", 5.0);
    }

    private Map<String, Double> measured(String csv) throws Exception {
        return Measures.of(PredictionsReader.read(file(csv), List.of())).overall();
    }

    private Path file(String csv) throws Exception {
        return Files.writeString(directory.resolve("predictions.csv"), csv);
    }
}
