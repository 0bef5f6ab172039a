package io.jenkins.plugins.mlsteps.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.automl.table.UnusableDataException;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.SignatureFile;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Candidate;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Column;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoTrainerTest {
    private static final Path EXAMPLES = Path.of(System.getProperty("mlsteps.root"), "examples");

    @TempDir
    Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void trainsOnRealDataAndLeavesAModelPredictionsAndALeaderboard() throws Exception {
        AutoResult result = train(EXAMPLES.resolve("wine/wine.csv"), "cultivar", Map.of(), 0.02);

        assertThat(result.task()).isEqualTo("classification");
        assertThat(result.metrics().get("accuracy")).isGreaterThan(0.9);
        assertThat(result.leaderboard()).hasSizeGreaterThanOrEqualTo(3);
        assertThat(result.leaderboard().subList(1, result.leaderboard().size()))
                .isSortedAccordingTo(Comparator.comparingDouble(Candidate::score));
        assertThat(directory.resolve("model/model.onnx")).isNotEmptyFile();
        SignatureFile signature = Json.read(directory.resolve("model/signature.json"), SignatureFile.class);
        assertThat(signature.classes()).containsExactly("1", "2", "3");
        assertThat(signature.signature().inputs()).hasSize(13);
        List<String> predictions = Files.readAllLines(directory.resolve("predictions.csv"));
        assertThat(predictions.get(0)).isEqualTo("id,label,prediction,score_1,score_2,score_3," + Files.readAllLines(EXAMPLES.resolve("wine/wine.csv")).get(0).replace(",cultivar", ""));
        assertThat(predictions).hasSize(1 + 35);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("step=1 candidate_log_loss=");
    }

    @Test
    void makesARegressionOfANumericTarget() throws Exception {
        AutoResult result = train(EXAMPLES.resolve("diabetes/diabetes.csv"), "progression", Map.of("family", "linear"), 1);

        assertThat(result.task()).isEqualTo("regression");
        assertThat(result.metrics()).containsKeys("r2", "rmse", "mae", "cv_rmse");
        assertThat(Files.readAllLines(directory.resolve("predictions.csv")).get(0)).startsWith("id,label,prediction,age,sex,");
    }

    @ParameterizedTest
    @CsvSource({"linear", "randomForest", "gradientBoosting"})
    void exportsEveryFamilyWithGapsCategoriesAndDates(String family) throws Exception {
        Path csv = mixed(300);

        // Writing the model compares what ONNX Runtime answers with the trained model and fails when they differ.
        AutoResult result = train(csv, "bought", Map.of("family", family), 1);

        assertThat(result.metrics().get("auc")).isGreaterThan(0.8);
        assertThat(result.columns())
                .extracting(Column::name, Column::type)
                .contains(
                        org.assertj.core.groups.Tuple.tuple("age", "number"),
                        org.assertj.core.groups.Tuple.tuple("colour", "category"),
                        org.assertj.core.groups.Tuple.tuple("since", "date"));
    }

    @Test
    void givesTheSameModelForTheSameSeed() throws Exception {
        Path csv = mixed(200);
        Map<String, Object> forest = Map.of("family", "randomForest", "trees", 20);

        train(csv, "bought", forest, 1);
        byte[] first = Files.readAllBytes(directory.resolve("model/model.onnx"));
        train(csv, "bought", forest, 1);

        assertThat(Files.readAllBytes(directory.resolve("model/model.onnx"))).isEqualTo(first);
    }

    @Test
    void aTrialLeavesTheHeldOutRowsAlone() throws Exception {
        AutoRequest trial = new AutoRequest(
                EXAMPLES.resolve("wine/wine.csv").toString(),
                "cultivar",
                "auto",
                List.of("linear"),
                1,
                3,
                Map.of("c", 0.5),
                directory.resolve("model").toString(),
                directory.resolve("result.json").toString(),
                null);

        AutoResult result = new AutoTrainer(trial, new PrintStream(printed)).run();

        assertThat(result.metrics().keySet()).allMatch(name -> name.startsWith("cv_"));
        assertThat(directory.resolve("model")).doesNotExist();
    }

    @Test
    void saysWhatIsWrongWithTheData() throws Exception {
        assertUnusable("", "y", "is empty");
        assertUnusable("1,2\n3,4\n", "y", "no header");
        assertUnusable(rows("a,y\n", "1,x\n", 30) + "1,2,3\n", "y", "line 32 has 3 fields, the header has 2");
        assertUnusable(rows("a,churned\n", "1,x\n2,z\n", 30), "churn", "did you mean 'churned'");
        assertUnusable(rows("a,y\n", "1,x\n2,x\n", 30), "y", "the same value in every row");
        assertUnusable(rows("a,a\n", "1,x\n", 30), "a", "two columns named 'a'");
        assertUnusable(rows("a,y\n", "1,0\n2,1\n", 3), "y", "6 usable rows, at least 20");
    }

    @Test
    void saysWhereAFileIsNotUtf8() throws Exception {
        byte[] text = rows("a,y\n", "1,x\n2,z\n", 30).getBytes(StandardCharsets.UTF_8);
        text[10] = (byte) 0xe9;
        Path csv = Files.write(directory.resolve("latin.csv"), text);

        assertThatThrownBy(() -> train(csv, "y", Map.of(), 0.01)).hasMessageContaining("byte 0xE9 at offset 10");
    }

    @Test
    void readsFieldsOfAMillionCharactersAndQuotedLineBreaks() throws Exception {
        String prose = "x".repeat(1_000_000);
        StringBuilder csv = new StringBuilder("note,a,y\n");
        for (int i = 0; i < 40; i++) {
            csv.append('"').append(i == 3 ? prose : "line one\nline, " + i).append("\",").append(i * 7 % 11).append(',')
                    .append(i % 2 == 0 ? "yes" : "no").append('\n');
        }

        AutoResult result = train(
                Files.writeString(directory.resolve("prose.csv"), csv), "y", Map.of("family", "linear"), 1);

        assertThat(result.rows()).isEqualTo(40);
        assertThat(result.columns().get(0).role()).isEqualTo("ignored");
    }

    @Test
    void printsNamesInUtf8WhereTheSystemHasAnotherEncoding() throws Exception {
        Path csv = Files.writeString(directory.resolve("sizes.csv"), rows("größe,y\n", "1,x\n2,z\n3,x\n", 10));

        assertThat(printedInAscii(request(csv, "y", Map.of("family", "linear"), 1))).contains("größe: ");
        assertThat(printedInAscii(request(csv, "große", Map.of(), 1))).contains("große", "did you mean 'größe'");
    }

    /** What the trainer prints as a process of its own, in which ASCII is the encoding of the system. */
    private String printedInAscii(AutoRequest request) throws IOException {
        Path file = directory.resolve("request.json");
        Json.write(file, request);
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfile.encoding=US-ASCII",
                        "-Dstdout.encoding=US-ASCII",
                        "-Dstderr.encoding=US-ASCII",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        AutoTrainer.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private void assertUnusable(String csv, String target, String reason) throws IOException {
        Path file = Files.writeString(directory.resolve("bad.csv"), csv);
        assertThatThrownBy(() -> train(file, target, Map.of(), 0.01))
                .isInstanceOf(UnusableDataException.class)
                .hasMessageContaining(reason);
    }

    private static String rows(String header, String rows, int times) {
        return header + rows.repeat(times);
    }

    /** Customers whose purchase depends on age, colour and date; some cells are missing. */
    private Path mixed(int rows) throws IOException {
        Random random = new Random(5);
        StringBuilder csv = new StringBuilder("age,colour,since,bought\n");
        for (int i = 0; i < rows; i++) {
            int age = 18 + random.nextInt(60);
            String colour = List.of("red", "green", "blue").get(random.nextInt(3));
            int year = 2000 + random.nextInt(20);
            double score = (age - 48) / 10.0 + (colour.equals("red") ? 2 : -1) + (year - 2010) / 5.0;
            csv.append(i % 17 == 0 ? "" : age).append(',').append(i % 13 == 0 ? "" : colour).append(',');
            csv.append(year).append("-03-01,").append(score + random.nextGaussian() > 0 ? "yes" : "no").append('\n');
        }
        return Files.writeString(directory.resolve("mixed.csv"), csv);
    }

    private AutoResult train(Path csv, String target, Map<String, Object> params, double minutes) throws IOException {
        return new AutoTrainer(request(csv, target, params, minutes), new PrintStream(printed)).run();
    }

    private AutoRequest request(Path csv, String target, Map<String, Object> params, double minutes) {
        return new AutoRequest(
                csv.toString(),
                target,
                "auto",
                List.of(),
                minutes,
                3,
                params,
                directory.resolve("model").toString(),
                directory.resolve("result.json").toString(),
                directory.resolve("predictions.csv").toString());
    }
}
