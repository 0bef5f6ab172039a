package io.jenkins.plugins.mlsteps.tune;

import static io.jenkins.plugins.mlsteps.tune.Specs.spec;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long asks and files take; docs/tuning-benchmark.md tells how to run it. */
@Tag("benchmark")
class SpeedBenchmark {
    private static final List<Dimension> TWENTY = IntStream.range(0, 20)
            .<Dimension>mapToObj(i -> new Dimension.Uniform("x" + i, 0, 1))
            .toList();

    @TempDir
    Path workspace;

    @Test
    void askAfterAThousandTrialsOfTwentyParameters() {
        System.out.println("| algorithm | median of one ask | 95th percentile | median processor time |\n| --- | --- | --- | --- |");
        for (String algorithm : List.of("random", "sobol", "tpe", "cmaes", "gp")) {
            OpenStudy study = new OpenStudy(TWENTY, "minimize", algorithm, 1);
            for (OpenStudy.Suggestion asked : study.ask(1000)) {
                study.tell(asked.number(), Trial.State.COMPLETE, bowl(asked.params()));
            }
            double[] millis = new double[60];
            double[] processor = new double[60];
            for (int i = 0; i < millis.length; i++) {
                long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                long start = System.nanoTime();
                OpenStudy.Suggestion asked = study.ask(1).get(0);
                processor[i] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - used) / 1e6;
                millis[i] = (System.nanoTime() - start) / 1e6;
                study.tell(asked.number(), Trial.State.COMPLETE, bowl(asked.params()));
            }
            // The first third warms up.
            double[] warm = sortedTail(millis);
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.1f ms | %.1f ms | %.1f ms |%n",
                    algorithm,
                    warm[20],
                    warm[38],
                    sortedTail(processor)[20]);
        }
    }

    private static double[] sortedTail(double[] millis) {
        double[] tail = Arrays.copyOfRange(millis, 20, millis.length);
        Arrays.sort(tail);
        return tail;
    }

    @Test
    void openingAStudyOfTenThousandTrials() throws IOException, InterruptedException {
        TuneSpec spec = spec("trials", 10_000, "algorithm", "random");
        try (Study study = open(spec)) {
            finish(study, 100);
        }
        double[] millis = new double[15];
        for (int i = 0; i < millis.length; i++) {
            long start = System.nanoTime();
            open(spec).close();
            millis[i] = (System.nanoTime() - start) / 1e6;
        }
        System.out.printf(
                Locale.ROOT, "opening a study of 10,000 trials: %.0f ms at first, %.0f ms at last%n", millis[0], millis[14]);
        for (boolean json : new boolean[] {false, true}) {
            List<double[]> fresh = FreshProcess.open(workspace.resolve("ml/tune/churn"), 10_000, json, 9);
            System.out.printf(
                    Locale.ROOT,
                    "in a process that has just started%s: median %.0f ms (least %.0f), processor %.0f ms (least %.0f)%n",
                    json ? " and used the JSON library before" : "",
                    fresh.get(0)[4],
                    fresh.get(0)[0],
                    fresh.get(1)[4],
                    fresh.get(1)[0]);
        }
    }

    @Test
    void aHundredTrialsOfNoWorkSideBySide() throws IOException {
        for (String algorithm : List.of("random", "tpe")) {
            long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long start = System.nanoTime();
            try (Study study = open(spec("name", algorithm, "trials", 2000, "parallel", 100, "algorithm", algorithm))) {
                finish(study, 100);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f trials a second, %.0f a second of the processor, 100 at a time, written to disk%n",
                    algorithm,
                    2000 / ((System.nanoTime() - start) / 1e9),
                    2000 / ((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - used) / 1e9));
        }
    }

    private static void finish(Study study, int parallel) throws IOException {
        for (List<Trial> asked = study.ask(parallel); !asked.isEmpty(); asked = study.ask(parallel)) {
            for (Trial trial : asked) {
                study.tell(trial.number(), Trial.State.COMPLETE, (Double) trial.params().get("lr"), Map.of(), null);
            }
        }
    }

    private Study open(TuneSpec spec) throws IOException {
        return Specs.open(workspace.resolve("ml/tune/" + spec.name()), spec);
    }

    private static double bowl(Map<String, Object> params) {
        return params.values().stream()
                .mapToDouble(x -> ((Double) x - 0.3) * ((Double) x - 0.3))
                .sum();
    }
}
