package io.jenkins.plugins.mlsteps.automl;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prints how good the built-in trainer is on held-out rows of the shipped data, seed by seed. */
@Tag("benchmark")
class NoCodeBenchmark {
    private static final int SEEDS = 5;

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "breast-cancer/breast_cancer.csv, diagnosis, accuracy, 0.95",
        "wine/wine.csv, cultivar, accuracy, 0.95",
        "digits/digits.csv, digit, accuracy, 0.95",
        "diabetes/diabetes.csv, progression, r2, 0.42"
    })
    void heldOutQuality(String file, String target, String metric, double wanted) throws Exception {
        Path data = Path.of(System.getProperty("mlsteps.root"), "examples", file);
        double[] values = new double[SEEDS];
        for (int seed = 0; seed < SEEDS; seed++) {
            AutoRequest request = new AutoRequest(
                    data.toString(),
                    target,
                    "auto",
                    List.of(),
                    0.5,
                    seed,
                    Map.of(),
                    directory.resolve("model").toString(),
                    directory.resolve("result.json").toString(),
                    directory.resolve("predictions.csv").toString());
            values[seed] = new AutoTrainer(request, new PrintStream(OutputStream.nullOutputStream()))
                    .run()
                    .metrics()
                    .get(metric);
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        double spread = Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow());
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.4f | %.4f | %.2f |%n",
                target,
                metric,
                Arrays.stream(values)
                        .mapToObj(value -> String.format(Locale.ROOT, "%.4f", value))
                        .collect(Collectors.joining(" ")),
                mean,
                spread,
                wanted);
    }
}
