package io.jenkins.plugins.mlsteps.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.jenkins.plugins.mlsteps.record.MetricPoint;
import java.nio.charset.Charset;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricFilesTest {
    @TempDir
    Path directory;

    private static List<MetricPoint> read(Path file) throws Exception {
        List<MetricPoint> points = new ArrayList<>();
        assertThat(MetricFiles.read(file, points::add)).isEqualTo(points.size());
        return points;
    }

    private List<String> read(String name, String content) throws Exception {
        return read(Files.writeString(directory.resolve(name), content)).stream()
                .map(point -> (point.step() == null ? "" : point.step() + " ") + point.name() + "=" + point.value())
                .toList();
    }

    /** Written by TensorBoard's own writer, see make_events.py beside it. */
    private static Path events() throws Exception {
        return Path.of(MetricFilesTest.class
                .getResource("/metrics/events.out.tfevents.fixture")
                .toURI());
    }

    @Test
    void readsAnObjectWithNestedNamesAndSeries() throws Exception {
        assertThat(read("m.json", "{\"test\": {\"auc\": 0.9, \"f1\": 1e-1}, \"loss\": [3, 2.5], \"model\": \"x\", \"done\": null}"))
                .containsExactlyInAnyOrder("test.auc=0.9", "test.f1=0.1", "0 loss=3.0", "1 loss=2.5");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void doesNotWaitForAPipe() throws Exception {
        Path pipe = directory.resolve("events.out.tfevents.1");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatThrownBy(() -> read(pipe))
                .isInstanceOf(UnreadableMetricsException.class)
                .hasMessageContaining("it is a pipe or a device, expected is a file"));
    }

    @Test
    void readsAnArrayOfObjectsAndJsonLinesWithTheirSteps() throws Exception {
        assertThat(read("m.json", "[{\"epoch\": 1, \"loss\": 0.5}, {\"epoch\": 2, \"loss\": 0.25}]"))
                .containsExactly("1 loss=0.5", "2 loss=0.25");
        assertThat(read("m.jsonl", "{\"step\": 10, \"loss\": 0.5}\n{\"step\": 20, \"loss\": NaN}\n"))
                .containsExactly("10 loss=0.5", "20 loss=NaN");
    }

    @Test
    void readsTheColumnsOfATable() throws Exception {
        assertThat(read("m.csv", "\uFEFFepoch,loss,phase,val auc\n1,0.5,warm,\n2,0.25,main,0.75\n"))
                .containsExactly("1 loss=0.5", "2 loss=0.25", "2 val auc=0.75");
        assertThat(read("m.tsv", "step\tloss\n1\t0.5\n")).containsExactly("1 loss=0.5");
        assertThat(read("s.csv", "step;loss\n1;0.5\n")).containsExactly("1 loss=0.5");
    }

    @Test
    void readsQuotedNamesAfterAByteOrderMark() throws Exception {
        assertThat(read("m.csv", "\uFEFF\"val_auc\",\"loss\"\n0.9,0.5\n")).containsExactly("val_auc=0.9", "loss=0.5");
    }

    @Test
    void takesMarksOfMissingValuesForEmptyCells() throws Exception {
        assertThat(read("m.csv", "epoch,loss,val_auc\n1,0.5,NA\n2,null,0.75\n3,n/a,None\n"))
                .containsExactly("1 loss=0.5", "2 val_auc=0.75");
    }

    @Test
    void readsOtherFilesAsOutput() throws Exception {
        assertThat(read("train.log", "starting\nepoch=1 loss=0.5\nno newline: loss=0.25")).contains("1 loss=0.5", "loss=0.25");
    }

    @Test
    void readsALogAfterAByteOrderMark() throws Exception {
        assertThat(read("train.log", "\uFEFFl3=0.5 größe=2\nloss=0.25\n")).containsExactly("l3=0.5", "größe=2.0", "loss=0.25");
    }

    /** As PowerShell writes it where it redirects output; the log is longer than a portion that is read at once. */
    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void readsALogInUtf16(String encoding) throws Exception {
        String log = "\uFEFFl3=0.5 größe=2\r\n" + "no metrics \uD83D\uDE00\r\n".repeat(9_999) + "loss=0.25\r\n";
        Path file = Files.writeString(directory.resolve("train.log"), log, Charset.forName(encoding));

        assertThat(read(file)).extracting(MetricPoint::name, MetricPoint::value)
                .containsExactly(tuple("l3", 0.5), tuple("größe", 2.0), tuple("loss", 0.25));
    }

    @ParameterizedTest
    @CsvSource({"UTF-8, '{\"loss\": 0.5}'", "UTF-16LE, '{\"loss\": 0.5}'", "UTF-16BE, loss=0.5", "UTF-8, loss=0.5"})
    void tellsTheKindOfAFileByItsContentAfterAByteOrderMark(String encoding, String content) throws Exception {
        Path file = Files.writeString(directory.resolve("metrics"), "\uFEFF" + content, Charset.forName(encoding));

        assertThat(read(file)).extracting(MetricPoint::name, MetricPoint::value).containsExactly(tuple("loss", 0.5));
    }

    @Test
    void readsTheScalarsOfBothTensorBoardFormsAndNothingElse() throws Exception {
        assertThat(read(events()))
                .extracting(MetricPoint::step, MetricPoint::name, MetricPoint::value, MetricPoint::time)
                .containsExactly(
                        tuple(0L, "loss/train", 1.0, Instant.parse("2023-11-14T22:13:20.250Z")),
                        tuple(0L, "accuracy", 0.0, Instant.parse("2023-11-14T22:13:20.250Z")),
                        tuple(1L, "loss/train", 0.5, Instant.parse("2023-11-14T22:13:21.250Z")),
                        tuple(1L, "accuracy", 0.25, Instant.parse("2023-11-14T22:13:21.250Z")),
                        tuple(2L, "loss/train", (double) (1f / 3), Instant.parse("2023-11-14T22:13:22.250Z")),
                        tuple(2L, "accuracy", 0.5, Instant.parse("2023-11-14T22:13:22.250Z")));
    }

    @Test
    void putsTheRunsDirectoryBeforeItsTags() throws Exception {
        for (String run : List.of("train", "validation")) {
            Files.createDirectories(directory.resolve(run));
            Files.copy(events(), directory.resolve(run).resolve("events.out.tfevents.1.host"));
        }
        assertThat(read(directory))
                .extracting(MetricPoint::name)
                .contains("train/accuracy", "validation/accuracy")
                .doesNotContain("accuracy");
    }

    @Test
    void everyDamagedByteOfAnEventFileIsNoticedOrInItsLengthThatCannotBeRead() throws Exception {
        byte[] whole = Files.readAllBytes(events());
        Path file = directory.resolve("events.out.tfevents.damaged");
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;
            Files.write(file, damaged);
            assertThatThrownBy(() -> read(file))
                    .as("byte %d", at)
                    .isInstanceOf(UnreadableMetricsException.class)
                    .hasMessageContaining("events.out.tfevents.damaged")
                    .hasMessageContaining("checksum");
        }
    }

    @Test
    void anEventFileThatIsStillWrittenIsReadUpToItsLastWholeRecord() throws Exception {
        byte[] whole = Files.readAllBytes(events());
        Path file = directory.resolve("events.out.tfevents.growing");
        List<MetricPoint> all = read(events());
        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            List<MetricPoint> points = read(file);
            assertThat(all.subList(0, points.size())).isEqualTo(points);
        }
        assertThat(read(file)).isEqualTo(all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "m.json  | {'loss': 0.5, 'auc'          | line 1",
                "m.json  | ''                            | the file is empty",
                "m.json  | {}                            | no numbers",
                "m.json  | 0.5                           | expected an object",
                "m.jsonl | {'loss': 0.5}{'lo             | line 1",
                "m.csv   | epoch,loss;1,0.5;2            | the row has 1 cells, the header has 2",
                "m.csv   | 1,0.5;2,0.25                  | expected a header",
                "m.csv   | epoch,loss;1,0.5;2,oops       | expected a number in column 'loss'",
                "m.csv   | epoch,loss                    | no numbers",
                "m.log   | nothing here                  | no numbers",
            })
    void saysWhatIsWrongWithAFileAndWhere(String name, String content, String reason) throws Exception {
        Path file = Files.writeString(
                directory.resolve(name),
                content.equals("''")
                        ? ""
                        : name.endsWith("csv") ? content.replace(';', '\n') : content.replace('\'', '"'));
        assertThatThrownBy(() -> MetricFiles.read(file, point -> {}))
                .isInstanceOf(UnreadableMetricsException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(reason);
    }

    @Test
    void saysWhenThereIsNoFileOrItIsNotUtf8() throws Exception {
        assertThatThrownBy(() -> MetricFiles.read(directory.resolve("none.json"), point -> {}))
                .hasMessageContaining("none.json")
                .hasMessageContaining("no such file");
        Path latin = Files.write(directory.resolve("latin.csv"), new byte[] {'a', ',', (byte) 0xe9, '\n', '1', ',', '2', '\n'});
        assertThatThrownBy(() -> MetricFiles.read(latin, point -> {})).hasMessageContaining("UTF-8");
    }

    /** As a directory of another user; here one whose path is longer than the system takes, which is so for root too. */
    @Test
    @DisabledOnOs(OS.WINDOWS)
    void passesOverADirectoryThatCannotBeRead() throws Exception {
        String half = String.join("/", Collections.nCopies(10, "d".repeat(250)));
        Files.createDirectories(directory.resolve("out").resolve(half));
        Path lower = Files.createDirectories(directory.resolve("lower").resolve(half).resolve("last"));
        Files.writeString(directory.resolve("out/m.json"), "{}");
        Files.copy(events(), directory.resolve("out/events.out.tfevents.1"));
        Path deep = directory.resolve("out").resolve(half).resolve("lower");
        Files.move(directory.resolve("lower"), deep);
        try {
            assertThat(MetricFiles.resolve(directory, List.of("out/**/m.json"))).containsExactly(directory.resolve("out/m.json"));
            assertThat(read(directory.resolve("out"))).hasSize(6);
        } finally {
            Files.move(deep, directory.resolve("lower"));
        }
        assertThat(lower).exists();
    }

    @Test
    void aBackslashSeparatesNamesInAWorkspaceOfWindows() throws Exception {
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path workspace = Files.createDirectories(windows.getPath("C:\\agent\\churn"));
            Path file = Files.createDirectories(workspace.resolve("out")).resolve("m[1].json");
            Files.writeString(file, "{}");

            for (String pattern : List.of("out\\*.json", ".\\out\\*.json", "**\\m*", "out\\m\\[1\\].*", "out/*.json")) {
                assertThat(MetricFiles.resolve(workspace, List.of(pattern))).as(pattern).containsExactly(file);
            }
        }
    }

    @Test
    void patternsStayInTheWorkspaceAndMustMatch() throws Exception {
        Files.createDirectories(directory.resolve("out/a"));
        Files.writeString(directory.resolve("out/a/m.json"), "{}");
        Files.writeString(directory.resolve("out/m.json"), "{}");
        assertThat(MetricFiles.resolve(directory, List.of("out/**/*.json", "out/m.json")))
                .extracting(file -> directory.relativize(file).toString())
                .containsExactlyInAnyOrder("out/a/m.json", "out/m.json");
        assertThat(MetricFiles.resolve(directory, List.of("./out/*.json", "./out/m.json"))).containsExactly(directory.resolve("out/m.json"));
        assertThatThrownBy(() -> MetricFiles.resolve(directory, List.of("out/*.csv"))).hasMessageContaining("out/*.csv");
        assertThatThrownBy(() -> MetricFiles.resolve(directory, List.of("../x.json"))).hasMessageContaining("../x.json");
    }
}
