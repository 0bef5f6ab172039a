package io.jenkins.plugins.mlsteps.gate.simulation;

import io.jenkins.plugins.mlsteps.gate.hypothesis.Hypotheses;
import io.jenkins.plugins.mlsteps.gate.hypothesis.Pair;
import io.jenkins.plugins.mlsteps.gate.predictions.PredictionsReader;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.HypothesisTest;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Sends releases of which the truth is known through a non-inferiority gate, and counts how many pass.
 *
 * @param metric accuracy or auc
 * @param margin of the test
 * @param alpha of the test
 * @param baseline the metric of the baseline
 * @param likeness of the two models: for accuracy the share of cases that only the baseline gets right, for auc the correlation of scores
 * @param rows of each release
 * @param releases how many
 * @param seed the same one gives the same releases on any number of processors
 */
public record GateSimulation(
        String metric, double margin, double alpha, double baseline, double likeness, int rows, int releases, long seed) {
    /**
     * What became of the releases.
     *
     * @param method by which the gate compared
     * @param passed share that passed
     * @param standardError of that share
     * @param power that the verdicts state, on average
     */
    public record Outcome(String method, double passed, double standardError, double power) {}

    /**
     * @param change true difference of the candidate's metric from the baseline's
     * @throws IllegalArgumentException when no two models are so
     */
    public Outcome run(double change) {
        Releases population = metric.equals("auc")
                ? new AucReleases(baseline, likeness, change)
                : new AccuracyReleases(baseline, likeness, change);
        long[] seeds = new SplittableRandom(seed).longs(releases).toArray();
        List<Verdict.Check> checks = IntStream.range(0, releases)
                .parallel()
                .mapToObj(release -> judge(population, new SplittableRandom(seeds[release])))
                .toList();
        double passed = (double) checks.stream().filter(Verdict.Check::passed).count() / releases;
        double power = checks.stream()
                .mapToDouble(check -> check.statistics().power())
                .average()
                .orElseThrow();
        String method = checks.get(0).statistics().method();
        return new Outcome(method, passed, Math.sqrt(passed * (1 - passed) / releases), power);
    }

    private Verdict.Check judge(Releases population, SplittableRandom random) {
        StringBuilder candidate = new StringBuilder(population.header());
        StringBuilder baselines = new StringBuilder(population.header());
        for (int row = 0; row < rows; row++) {
            population.row(row, random, candidate, baselines);
        }
        Pair pair = Pair.of(
                PredictionsReader.parse(candidate.toString()), PredictionsReader.parse(baselines.toString()));
        HypothesisTest test = new HypothesisTest.NonInferior(metric, margin, alpha, "auto");
        return new Hypotheses(List.of(test), pair, Set.of(metric)).checks().get(0);
    }
}
