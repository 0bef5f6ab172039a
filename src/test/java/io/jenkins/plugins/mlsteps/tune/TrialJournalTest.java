package io.jenkins.plugins.mlsteps.tune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.Trial;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialJournalTest {
    private static final Instant START = Instant.parse("2026-03-01T23:59:59.000000001Z");
    private static final Map<String, Object> PARAMS =
            Map.of("lr", 1e-5, "depth", 3, "big", 1L << 40, "opt", "größer \"x\"", "on", true, "sizes", List.of(1, 2));

    @TempDir
    Path directory;

    /** The directory as it is when the process is killed after any number of bytes has reached the disk. */
    @Test
    void aKillAtAnyByteLosesAtMostTheTrialInFlightAndRepeatsNone() throws IOException {
        List<String> uninterrupted = run(directory.resolve("whole"));
        byte[] bytes = Files.readAllBytes(directory.resolve("whole/trials.jsonl"));
        assertThat(bytes.length).isBetween(800, 3000);
        for (int cut = 0; cut <= bytes.length; cut++) {
            Path killed = directory.resolve("cut" + cut);
            Files.createDirectories(killed);
            Files.copy(directory.resolve("whole/study.json"), killed.resolve("study.json"));
            Files.write(killed.resolve("trials.jsonl"), Arrays.copyOf(bytes, cut));

            List<String> resumed = run(killed);

            assertThat(resumed).as("killed after %d of %d bytes", cut, bytes.length).isEqualTo(uninterrupted);
            Map<Integer, Integer> ends = ends(killed.resolve("trials.jsonl"));
            assertThat(ends).as("killed after %d bytes", cut).isEqualTo(Map.of(0, 1, 1, 1, 2, 1));
        }
    }

    /** Runs a study to its end, reports included; returns its parameter sets. */
    private static List<String> run(Path study) throws IOException {
        try (Study open = Specs.open(study, Specs.spec("trials", 3, "algorithm", "tpe", "pruner", "median"))) {
            while (!open.isFinished()) {
                List<Trial> next = open.running().isEmpty() ? open.ask(1) : open.running();
                int number = next.get(0).number();
                open.report(number, 1, 0.5);
                open.tell(number, Trial.State.COMPLETE, 0.5 + number, Map.of("auc", 0.5 + number), null);
            }
            return open.trials().stream().map(trial -> Json.line(trial.params())).toList();
        }
    }

    private static Map<Integer, Integer> ends(Path file) throws IOException {
        Map<Integer, Integer> ends = new HashMap<>();
        for (String line : Files.readAllLines(file)) {
            Trial trial = Json.parse(line, Trial.class);
            if (trial.isFinished()) {
                ends.merge(trial.number(), 1, Integer::sum);
            }
        }
        return ends;
    }

    @Test
    void readsALineAsDataBindingDoes() throws IOException {
        List<Trial> trials = List.of(
                new Trial(0, PARAMS, Trial.State.RUNNING, null, null, null, null, START, null),
                new Trial(
                        1, PARAMS, Trial.State.COMPLETE, -0.25, List.of(new Trial.Report(7, 1e-300)),
                        Map.of("auc", 0.5, "n", 3.0), null, START, START.plusMillis(1)),
                new Trial(
                        2, Map.of(), Trial.State.NOT_FINITE, null, null, Map.of("auc", Double.NaN),
                        "it is \\ NaN\n", START, START.plusSeconds(1)));
        for (Trial trial : trials) {
            String line = Json.line(trial);
            assertThat(parse(line)).isEqualTo(Json.parse(line, Trial.class));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{}",
                "{\"number\":1}",
                "{\"number\":1,\"params\":{},\"state\":\"DONE\"}",
                "{\"number\":1,\"params\":{},\"state\":\"RUNNING\"} x",
                "{\"number\":1,\"params\":{},\"state\":\"RUNNING\",\"start\":\"yesterday\"}",
                "{\"number\":1,\"params\":[],\"state\":\"RUNNING\"}",
                "{\"number\":1,\"number\":2,\"params\":{},\"state\":\"RUNNING\"}",
                "{\"number\":1,\"params\":{},\"state\":\"FAILED\",\"state\":\"PRUNED\"}",
                "{\"number\":1,\"params\":{\"lr\":1,\"lr\":2},\"state\":\"RUNNING\"}",
                "{\"number\":1,\"params\":{\"a\":{\"b\":null,\"b\":null}},\"state\":\"RUNNING\"}",
                "{\"number\":1,\"params\":{},\"state\":\"FAILED\",\"metrics\":{\"auc\":0.5,\"auc\":0.6}}",
                "{\"number\":1,\"params\":{},\"state\":\"RUNNING\""
            })
    void doesNotTakeSomethingElseForATrial(String line) {
        assertThatThrownBy(() -> parse(line)).isInstanceOf(JsonProcessingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-25T02:34:49.074436368Z", "2024-02-29T23:59:59.1Z", "2026-11-25T02:34:49Z", "2026-11-25T02:34:49.5+01:00"
            })
    void readsTimesAsTheJdkDoes(String text) {
        assertThat(Timestamp.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-13-25T02:34:49.0Z", "2026-02-30T02:34:49.0Z", "2026-02-20T25:34:49.0Z", "now", ""})
    void refusesWhatIsNoTime(String text) {
        assertThatThrownBy(() -> Timestamp.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void namesTheLineThatIsNotATrial() throws IOException {
        Path file = directory.resolve("trials.jsonl");
        Files.writeString(file, line(0) + "\nnot a trial\n" + line(1) + "\n");
        assertThatThrownBy(() -> TrialJournal.open(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("trials.jsonl line 2 is not a trial")
                .hasMessageContaining("correct the line, or move the file away");
    }

    @Test
    void doesNotTakeOneTrialOnTwoLinesNorTwoOnOne() throws IOException {
        String broken = "{\"number\":1,\"params\":\n{\"number\":2,\"a\":1},\"state\":\"RUNNING\"}";
        Path one = directory.resolve("one.jsonl");
        Files.writeString(one, line(0) + "\n" + broken + "\n");
        assertThatThrownBy(() -> TrialJournal.open(one)).hasMessageContaining("one.jsonl line 2 is not a trial");
        Path two = directory.resolve("two.jsonl");
        Files.writeString(two, line(0) + " " + line(7) + "\n" + broken + "\n");
        assertThatThrownBy(() -> TrialJournal.open(two)).hasMessageContaining("two.jsonl line 1 is not a trial");
    }

    @Test
    void readsLinesThatSomethingElseWrote() throws IOException {
        Path file = directory.resolve("trials.jsonl");
        Files.writeString(file, line(0) + " \r\n\n" + line(1).replace(",", " , ") + "\n");
        assertThat(TrialJournal.read(file)).extracting(Trial::number).containsExactly(0, 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5e-324", "2.2250738585072011e-308", "1.7976931348623157e308", "9007199254740993.0", "0.1", "-0.0",
                "3.0000000000000000000000000000000000000001", "123456789012345678901234567890.5e-20"
            })
    void readsNumbersAsTheJdkDoes(String number) throws IOException {
        String line = "{\"number\":0,\"params\":{\"x\":" + number + "},\"state\":\"PRUNED\",\"value\":" + number + "}";
        assertThat(parse(line).value()).isEqualTo(Double.parseDouble(number));
        assertThat(parse(line).params()).containsEntry("x", Double.parseDouble(number));
    }

    @Test
    void refusesATrialThatWasLeftOutOrEndedTwice() throws IOException {
        Path gap = directory.resolve("gap.jsonl");
        Files.writeString(gap, line(0) + "\n" + line(2) + "\n");
        assertThatThrownBy(() -> TrialJournal.open(gap))
                .hasMessageContaining("gap.jsonl line 2: trial 2 cannot follow trial 0");
        Path twice = directory.resolve("twice.jsonl");
        String end = Json.line(new Trial(0, PARAMS, Trial.State.FAILED, null, null, null, null, START, START));
        Files.writeString(twice, line(0) + "\n" + end + "\n" + end + "\n");
        assertThatThrownBy(() -> TrialJournal.open(twice))
                .hasMessageContaining("twice.jsonl line 3: trial 0 cannot follow trial 0, or has ended before");
    }

    @Test
    void saysWhatItRepairedAtTheEnd() throws IOException {
        Path half = directory.resolve("half.jsonl");
        Files.writeString(half, line(0) + "\n" + line(1).substring(0, 20));
        try (TrialJournal journal = TrialJournal.open(half)) {
            assertThat(journal.trials()).hasSize(1);
            assertThat(journal.repair()).get().asString().contains("removed half a line of 20 bytes at its end");
        }
        assertThat(Files.readString(half)).isEqualTo(line(0) + "\n");
        Path whole = directory.resolve("whole.jsonl");
        Files.writeString(whole, line(0) + "\n" + line(1));
        try (TrialJournal journal = TrialJournal.open(whole)) {
            assertThat(journal.trials()).hasSize(2);
            assertThat(journal.repair()).get().asString().contains("the last line had no end; added it");
        }
        assertThat(Files.readString(whole)).isEqualTo(line(0) + "\n" + line(1) + "\n");
    }

    private static String line(int number) {
        return Json.line(new Trial(number, PARAMS, Trial.State.RUNNING, null, null, null, null, START, null));
    }

    private static Trial parse(String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return TrialLine.parse(bytes, 0, bytes.length);
    }
}
