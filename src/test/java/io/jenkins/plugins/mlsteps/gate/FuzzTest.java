package io.jenkins.plugins.mlsteps.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.gate.measure.Measures;
import io.jenkins.plugins.mlsteps.gate.predictions.PredictionsException;
import io.jenkins.plugins.mlsteps.gate.predictions.PredictionsReader;
import io.jenkins.plugins.mlsteps.gate.rule.Rule;
import io.jenkins.plugins.mlsteps.gate.rule.Vocabulary;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** Whatever is thrown at the readers of the gate: no crash, no hang, nothing that passes by accident. */
class FuzzTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Path file;

    @BeforeProperty
    void create() throws Exception {
        file = Files.createTempFile("predictions", ".csv");
    }

    @AfterProperty
    void delete() throws Exception {
        Files.deleteIfExists(file);
    }

    /** Either predictions with nothing but finite metrics, or a failed check that says why not. */
    private void read(byte[] content) throws Exception {
        Files.write(file, content);
        long start = System.nanoTime();
        try {
            Measures measures = Measures.of(PredictionsReader.read(file, List.of()));
            assertThat(measures.overall().values()).allMatch(Double::isFinite);
            assertThat(measures.overall().get(Measures.ROWS)).isPositive();
        } catch (PredictionsException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
    }

    @Property(tries = 500)
    void anyBytesAreReadOrRefused(@ForAll byte[] content) throws Exception {
        read(content);
    }

    @Property(tries = 700)
    void anyTableIsReadOrRefused(@ForAll("tables") String table) throws Exception {
        read(table.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void damagedPredictionsAreReadOrRefused(@ForAll int at, @ForAll byte to) throws Exception {
        byte[] content = "id,label,prediction,score,weight\n1,1,1,0.9,1\n2,0,0,0.2,2\n3,1,0,\"0.4\",1\n4,0,1,0.7,0.5\n"
                .getBytes(StandardCharsets.UTF_8);
        content[Math.floorMod(at, content.length)] = to;
        read(content);
    }

    @Provide
    Arbitrary<String> tables() {
        Arbitrary<String> names = Arbitraries.of(
                "id", "label", "prediction", "score", "score_a", "score_b", "score_1", "weight", "query", "quantile_0.5", "x", "");
        Arbitrary<String> cells = Arbitraries.oneOf(
                Arbitraries.of("0", "1", "a", "b", "0.5", "-1", "NaN", "inf", "1e999", "", " ", "\"", "\"\"", "\"a,b\"", "true", "\u0000"),
                Arbitraries.doubles().map(String::valueOf),
                Arbitraries.strings().ofMaxLength(5));
        Arbitrary<String> row = cells.list().ofMinSize(1).ofMaxSize(5).map(it -> String.join(",", it));
        return names.list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .flatMap(header -> row.list()
                        .ofMaxSize(8)
                        .map(rows -> String.join(",", header) + "\n" + String.join("\n", rows)));
    }

    private static final Map<String, Double> METRICS =
            Map.of("auc", 0.5, "broken", Double.NaN, "endless", Double.POSITIVE_INFINITY);

    @Property(tries = 700)
    void anyTextIsAFailedRuleThatQuotesItOrAConditionOverMetrics(@ForAll String text) {
        judge(text);
    }

    @Property(tries = 1500)
    void anySequenceOfWordsOfTheLanguageIsJudgedOrFails(@ForAll("rules") String text) {
        Verdict.Check check = judge(text);
        if (check.passed()) {
            assertThat(text).as("a rule that says nothing about the model cannot pass").containsAnyOf("auc", "metrics", "baseline");
            assertThat(check.observed()).doesNotContain("NaN").doesNotContain("Infinity");
        }
    }

    private static Verdict.Check judge(String text) {
        long start = System.nanoTime();
        Verdict.Check check = new Rule(text).judge(new Vocabulary(METRICS, Map.of("auc", 0.4)));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
        assertThat(check.reason()).isNotBlank();
        return check;
    }

    @Provide
    Arbitrary<String> rules() {
        return Arbitraries.of(
                        "auc", "broken", "endless", "metrics", "baseline.auc", "metrics['auc']", ">=", "<", "==", "!=", "&&", "||", "!",
                        "(", ")", "[", "]", "0.5", "1", "-", "+", "*", "/", "true", "false", "'auc'", "in", "?", ":", ".exists(m, m == 'auc')",
                        ".all(m, true)", "unknown", "null", "{", "}", ",", "size(metrics)")
                .list()
                .ofMinSize(1)
                .ofMaxSize(9)
                .map(words -> words.stream().collect(Collectors.joining(" ")));
    }
}
