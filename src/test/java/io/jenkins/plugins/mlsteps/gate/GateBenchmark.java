package io.jenkins.plugins.mlsteps.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.host.JavaProcess;
import io.jenkins.plugins.mlsteps.gate.hypothesis.Hypotheses;
import io.jenkins.plugins.mlsteps.gate.hypothesis.Pair;
import io.jenkins.plugins.mlsteps.gate.measure.Measures;
import io.jenkins.plugins.mlsteps.gate.measure.PythonReference;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import io.jenkins.plugins.mlsteps.gate.predictions.PredictionsReader;
import io.jenkins.plugins.mlsteps.gate.slice.PartialPooling;
import io.jenkins.plugins.mlsteps.gate.slice.WorstSlices;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.HypothesisTest;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How fast the gate is, beside Python where it is at hand; docs/benchmarks/gate.md has what it printed. */
@Tag("benchmark")
class GateBenchmark {
    private static final int MILLION = 1_000_000;

    @TempDir
    Path directory;

    /** What a process with a small heap does. */
    public static final class MeasureProcess {
        private MeasureProcess() {}

        public static void main(String[] arguments) throws Exception {
            long start = System.nanoTime();
            Predictions predictions =
                    PredictionsReader.readWithOthers(Path.of(arguments[0]), List.of("country", "device", "age"));
            double read = seconds(start);
            Measures measures = Measures.of(predictions);
            double measured = seconds(start);
            int pooled = PartialPooling.of(predictions, measures).size();
            double pooling = seconds(start) - measured;
            int worst = WorstSlices.of(predictions, 10).orElseThrow().worst().size();
            System.out.printf(
                    Locale.ROOT,
                    "then %d slices pooled in %.1f s, %d worst slices found in %.1f s%n",
                    pooled,
                    pooling,
                    worst,
                    seconds(start) - measured - pooling);
            System.out.printf(
                    Locale.ROOT,
                    "%,d rows: read in %.1f s, %d metrics over all and in %d slices, %.1f s in all (auc %.6f)%n",
                    predictions.rows(),
                    read,
                    measures.overall().size(),
                    measures.slices().size(),
                    measured,
                    measures.overall().get("auc"));
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    @Test
    void tenMillionRowsWithThreeSliceColumns() throws Exception {
        Path file = directory.resolve("predictions.csv");
        Random random = new Random(1);
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("label,prediction,score,country,device,age\n");
            for (int row = 0; row < 10 * MILLION; row++) {
                int label = random.nextInt(2);
                int score = Math.max(0, Math.min(999_999, (int) (500_000 + (label - 0.5) * 300_000 + random.nextGaussian() * 200_000)));
                out.write(label + "," + (score >= 500_000 ? 1 : 0) + ",0." + String.valueOf(MILLION + score).substring(1) + ",c"
                        + random.nextInt(20) + ",d" + random.nextInt(3) + ",a" + random.nextInt(6) + "\n");
            }
        }
        Process process = new ProcessBuilder(
                        JavaProcess.command(List.of("-Xmx512m"), MeasureProcess.class, file.toString()))
                .redirectErrorStream(true)
                .start();
        System.out.print(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertThat(process.waitFor()).as("exit of the process with a heap of 512 MB").isZero();
        besidePython("metrics", file.toString());
    }

    @Test
    void pairedBootstrapOfAuc() throws Exception {
        int rows = 100_000;
        Random random = new Random(2);
        int[] label = random.ints(rows, 0, 2).toArray();
        Path candidate = scored("candidate.csv", label, random);
        Path baseline = scored("baseline.csv", label, random);
        Pair pair = Pair.of(PredictionsReader.read(candidate, List.of()), PredictionsReader.read(baseline, List.of()));
        HypothesisTest test = new HypothesisTest.NonInferior("auc", 0.005, 0.05, "bootstrap");
        for (int round = 0; round < 3; round++) {
            long start = System.nanoTime();
            Verdict.Check check = new Hypotheses(List.of(test), pair, Set.of("auc")).checks().get(0);
            System.out.printf(
                    Locale.ROOT,
                    "%s of AUC over %,d rows: %.1f s, interval %.6f … %.6f%n",
                    check.statistics().method(),
                    rows,
                    seconds(start),
                    check.statistics().low(),
                    check.statistics().high());
        }
        besidePython("bootstrap", candidate.toString(), baseline.toString(), "100");
    }

    /** The same with pandas, scikit-learn, NumPy and SciPy, where this machine has them. */
    private void besidePython(String... arguments) throws Exception {
        Path script = PythonReference.script(directory, "gate_benchmark.py");
        PythonReference.Answer answer = PythonReference.run(Duration.ofMinutes(30), script, arguments);
        System.out.print(answer.output());
        if (answer.exit() != 0) {
            System.out.println("not compared with Python: " + answer.lastError());
        }
    }

    private Path scored(String name, int[] label, Random random) throws IOException {
        Path file = directory.resolve(name);
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write("id,label,score\n");
            for (int row = 0; row < label.length; row++) {
                double score = 1 / (1 + Math.exp(-(label[row] * 2 - 1 + random.nextGaussian())));
                out.write(row + "," + label[row] + "," + score + "\n");
            }
        }
        return file;
    }
}
