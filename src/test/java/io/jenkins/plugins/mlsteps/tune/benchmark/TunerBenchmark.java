package io.jenkins.plugins.mlsteps.tune.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Runs samplers on the suite and writes a table; docs/tuning-benchmark.md tells how. Samplers whose names begin with {@code optuna-}
 * or are {@code pycma} run in Python processes and are left out, with a line that says so, where Python lacks them.
 */
@Tag("benchmark")
class TunerBenchmark {
    private static final int SEEDS = Integer.getInteger("benchmark.seeds", 20);
    private static final int FIRST = Integer.getInteger("benchmark.firstSeed", 0);
    private static final int TRIALS = Integer.getInteger("benchmark.trials", 200);
    private static final int THREADS = Integer.getInteger("benchmark.threads", 2);
    private static final String SAMPLERS = System.getProperty("benchmark.samplers", "random,tpe,auto,optuna-tpe");
    private static final String OBJECTIVES = System.getProperty("benchmark.objectives", ".*");
    private static final Path OUT = Path.of(System.getProperty("benchmark.out", "target/tuning-benchmark"));

    @Test
    void quality() throws Exception {
        Files.createDirectories(OUT);
        Curves curves = new Curves(OUT.resolve("curves.csv"));
        List<Objective> suite = Suite.all();
        List<String> samplers = new ArrayList<>();
        for (String sampler : SAMPLERS.split(",")) {
            if (isThere(sampler)) {
                samplers.add(sampler);
            }
        }
        runAll(curves, suite, samplers);
        String report = new Comparison(curves, suite, samplers).markdown();
        Files.writeString(OUT.resolve("report.md"), report);
        System.out.println(report);
    }

    private static boolean isThere(String sampler) throws IOException, InterruptedException {
        String module = switch (sampler) {
            case "optuna-cmaes" -> "optuna, cmaes";
            case "optuna-gp" -> "optuna, torch";
            case "pycma" -> "cma";
            default -> sampler.startsWith("optuna-") ? "optuna" : null;
        };
        boolean there = module == null || PythonTuner.canImport(module);
        if (!there) {
            System.out.println(sampler + " is left out: python3 cannot import " + module);
        }
        return there;
    }

    private static void runAll(Curves curves, List<Objective> suite, List<String> samplers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> runs = new ArrayList<>();
            for (int seed = FIRST; seed < FIRST + SEEDS; seed++) {
                for (Objective objective : suite) {
                    for (String sampler : samplers) {
                        Curves.Run run = new Curves.Run(objective.name(), sampler, seed);
                        boolean suits = !sampler.equals("pycma") || isReal(objective);
                        if (objective.name().matches(OBJECTIVES) && suits && !curves.has(run, TRIALS)) {
                            runs.add(threads.submit(run(curves, objective, run)));
                        }
                    }
                }
            }
            for (Future<Void> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static boolean isReal(Objective objective) {
        return objective.space().stream().allMatch(d -> d instanceof io.jenkins.plugins.mlsteps.spec.Dimension.Uniform);
    }

    private static Callable<Void> run(Curves curves, Objective objective, Curves.Run run) {
        return () -> {
            double best = Double.POSITIVE_INFINITY;
            double[] bests = new double[TRIALS / Curves.EVERY];
            try (Tuner tuner = tuner(run.sampler(), objective, run.seed())) {
                for (int i = 0; i < TRIALS; i++) {
                    double value = objective.at(tuner.ask());
                    tuner.tell(value);
                    best = Math.min(best, value);
                    bests[i / Curves.EVERY] = best;
                }
            }
            curves.add(run, bests);
            return null;
        };
    }

    private static Tuner tuner(String sampler, Objective objective, int seed) throws IOException {
        if (sampler.startsWith("optuna-")) {
            return PythonTuner.optuna(sampler.substring("optuna-".length()), objective, seed);
        }
        return sampler.equals("pycma")
                ? PythonTuner.pycma(objective, seed)
                : Tuner.ours(sampler, objective, seed);
    }
}
