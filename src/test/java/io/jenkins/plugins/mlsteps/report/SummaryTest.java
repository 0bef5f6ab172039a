package io.jenkins.plugins.mlsteps.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
    @TempDir
    Path ml;

    @Test
    void tellsMetricsChecksAndTheEndpoint() throws Exception {
        SampleBuild.full(ml);
        String text = String.join("\n", Summary.of(ml));

        assertThat(text)
                .containsPattern("Model tumour +SUCCEEDED +33.0 s")
                .containsPattern("  accuracy +0.9737")
                .containsPattern("Study tumour +60 trials +7 pruned, 1 failed")
                .containsPattern("Gate quality +PASSED +for model tumour")
                .containsPattern("  pass  auc >= 0.92 +auc = 0.99737")
                .containsPattern("Endpoint tumour +DEPLOYED +in staging")
                .contains(SampleBuild.URL)
                .containsPattern("Result +SUCCESS +in 2 min 2 s");
    }

    @Test
    void alignsValuesAndKeepsToTheWidth() throws Exception {
        SampleBuild sample = SampleBuild.full(ml);
        sample.deployment("production", Deployment.Status.REFUSED, "http://example.org/" + "x".repeat(200));
        List<String> lines = Summary.of(ml);

        assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
        int column = column(lines, "  accuracy", "0.9737");
        assertThat(column(lines, "  auc ", "0.9974")).isEqualTo(column);
        assertThat(column(lines, "Gate quality", "PASSED")).isEqualTo(column);
    }

    @Test
    void printsNoControlCharacterThatARecordHolds() throws Exception {
        Json.write(
                new MlDirectory(ml).verdict("evil"),
                new Verdict(
                        "evil\u001b[2J\r\nResult SUCCESS",
                        "m",
                        null,
                        false,
                        List.of(new Verdict.Check("a\u0007b", false, "\u001b[31m", null, null, null)),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));

        assertThat(Summary.of(ml)).noneMatch(line -> line.chars().anyMatch(Character::isISOControl));
    }

    @Test
    void namesWhatCannotBeRead() throws Exception {
        Path half = new MlDirectory(ml).verdict("quality");
        Files.createDirectories(half.getParent());
        Files.writeString(half, "{\"gate\":\"qual");

        assertThat(String.join(" ", Summary.of(ml))).contains("gate/quality/verdict.json", "half written or damaged");
    }

    @Test
    void countsTrialsThatTimedOutOrWereNotFinite() throws Exception {
        Path study = Files.createDirectories(ml.resolve("tune/b"));
        Files.writeString(
                study.resolve("trials.jsonl"),
                "{\"number\":0,\"params\":{},\"state\":\"TIMED_OUT\"}\n{\"number\":1,\"params\":{},\"state\":\"NOT_FINITE\"}\n"
                        + "{\"number\":2,\"params\":{},\"state\":\"TIMED_OUT\"}\n");

        assertThat(String.join("\n", Summary.of(ml)))
                .containsPattern("Study b +3 trials +0 pruned, 0 failed, 2 timed out, 1 not finite");
    }

    private static int column(List<String> lines, String start, String value) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .findFirst()
                .orElseThrow()
                .indexOf(value);
    }
}
