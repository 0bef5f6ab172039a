package io.jenkins.plugins.mlsteps.tune.benchmark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.stat.inference.MannWhitneyUTest;
import org.hipparchus.stat.ranking.NaNStrategy;
import org.hipparchus.stat.ranking.NaturalRanking;
import org.hipparchus.stat.ranking.TiesStrategy;

/**
 * Tables of a benchmark. Samplers are compared objective by objective by the mean of the best value over seeds and a two-sided
 * Mann-Whitney test over seeds, and over all objectives by mean ranks with Nemenyi's critical difference (Demšar 2006,
 * "Statistical Comparisons of Classifiers over Multiple Data Sets").
 */
final class Comparison {
    private static final int[] BUDGETS = {50, 100, 200};
    private static final double SIGNIFICANCE = 0.05;
    private static final int STEP_OF_CURVES = 20;
    private static final int CURVE_POINTS = 10;

    /** Below it a regret counts as this, for the logarithm of none has no bound. */
    private static final double SMALLEST_REGRET = 1e-9;

    /** Studentized range at 5 % divided by √2, for 2 to 10 samplers (Demšar 2006, table 5a). */
    private static final double[] NEMENYI = {1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164};

    private final Curves curves;
    private final List<Objective> suite;
    private final List<String> samplers;

    Comparison(Curves curves, List<Objective> suite, List<String> samplers) {
        this.curves = curves;
        this.suite = suite;
        this.samplers = samplers;
    }

    String markdown() {
        StringBuilder out = new StringBuilder();
        for (int budget : BUDGETS) {
            List<Objective> covered = suite.stream()
                    .filter(objective -> samplers.stream()
                            .noneMatch(sampler -> values(objective, sampler, budget).isEmpty()))
                    .toList();
            if (!covered.isEmpty()) {
                out.append("### After ").append(budget).append(" trials\n\n");
                regrets(out, covered, budget);
                ranks(out, covered, budget);
                duels(out, covered, budget);
            }
        }
        curves(out);
        return out.toString();
    }

    /** The regret curves of all synthetic objectives as one: how the mean of log10 regret falls. */
    private void curves(StringBuilder out) {
        List<Objective> synthetic = suite.stream()
                .filter(objective -> !objective.name().startsWith("trainer-"))
                .filter(objective -> samplers.stream()
                        .noneMatch(sampler -> values(objective, sampler, Curves.EVERY).isEmpty()))
                .toList();
        List<Integer> budgets = IntStream.iterate(Curves.EVERY, budget -> budget + STEP_OF_CURVES)
                .limit(CURVE_POINTS)
                .filter(budget -> synthetic.stream()
                        .allMatch(objective -> samplers.stream()
                                .noneMatch(sampler -> values(objective, sampler, budget).isEmpty())))
                .boxed()
                .toList();
        if (synthetic.isEmpty()) {
            return;
        }
        out.append("### Along the way\n\nMean of log10 of the mean regret, of at least ").append(SMALLEST_REGRET).append(", over ")
                .append(synthetic.size()).append(" objectives:\n\n| trials |");
        budgets.forEach(budget -> out.append(' ').append(budget).append(" |"));
        out.append("\n|").append(" --- |".repeat(budgets.size() + 1)).append("\n");
        for (String sampler : samplers) {
            out.append("| ").append(sampler);
            for (int budget : budgets) {
                double mean = synthetic.stream()
                        .mapToDouble(objective -> Math.log10(Math.max(SMALLEST_REGRET, mean(objective, sampler, budget))))
                        .average()
                        .orElseThrow();
                out.append(String.format(Locale.ROOT, " | %.2f", mean));
            }
            out.append(" |\n");
        }
        out.append("\n");
    }

    private Collection<Double> values(Objective objective, String sampler, int budget) {
        return curves.at(objective.name(), sampler, budget).values();
    }

    private double mean(Objective objective, String sampler, int budget) {
        return values(objective, sampler, budget).stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow()
                - objective.optimum();
    }

    private void regrets(StringBuilder out, List<Objective> covered, int budget) {
        out.append("Mean regret (trainer-*: mean loss):\n\n| objective | seeds | ")
                .append(String.join(" | ", samplers))
                .append(" |\n|").append(" --- |".repeat(samplers.size() + 2)).append("\n");
        for (Objective objective : covered) {
            out.append("| ").append(objective.name()).append(" | ")
                    .append(samplers.stream()
                            .map(sampler -> values(objective, sampler, budget).size())
                            .distinct()
                            .map(String::valueOf)
                            .collect(Collectors.joining("/")));
            double best = samplers.stream().mapToDouble(s -> mean(objective, s, budget)).min().orElseThrow();
            for (String sampler : samplers) {
                double mean = mean(objective, sampler, budget);
                String text = String.format(Locale.ROOT, "%.3g", mean);
                out.append(" | ").append(mean == best ? "**" + text + "**" : text);
            }
            out.append(" |\n");
        }
        out.append("\n");
    }

    private void ranks(StringBuilder out, List<Objective> covered, int budget) {
        double[] sums = new double[samplers.size()];
        NaturalRanking ranking = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE);
        for (Objective objective : covered) {
            double[] ranks = ranking.rank(samplers.stream()
                    .mapToDouble(sampler -> mean(objective, sampler, budget))
                    .toArray());
            for (int i = 0; i < sums.length; i++) {
                sums[i] += ranks[i] / covered.size();
            }
        }
        Map<String, String> shown = new LinkedHashMap<>();
        for (int i = 0; i < sums.length; i++) {
            shown.put(samplers.get(i), String.format(Locale.ROOT, "%.2f", sums[i]));
        }
        out.append("Mean ranks over ").append(covered.size()).append(" objectives: ");
        out.append(shown.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", ")));
        int k = samplers.size();
        if (k >= 2 && k - 2 < NEMENYI.length) {
            double difference = NEMENYI[k - 2] * Math.sqrt(k * (k + 1) / (6.0 * covered.size()));
            out.append(String.format(Locale.ROOT, "; critical difference %.2f", difference));
        }
        out.append(".\n\n");
    }

    private void duels(StringBuilder out, List<Objective> covered, int budget) {
        for (String[] duel : new String[][] {
            {"auto", "optuna-tpe"}, {"tpe", "optuna-tpe"}, {"gp", "optuna-gp"}, {"cmaes", "optuna-cmaes"}, {"cmaes", "pycma"}
        }) {
            if (samplers.contains(duel[0]) && samplers.contains(duel[1])) {
                out.append(duel(covered, duel[0], duel[1], budget)).append("\n");
            }
        }
        out.append("\n");
    }

    private String duel(List<Objective> covered, String one, String other, int budget) {
        int better = 0;
        List<String> significantlyBetter = new ArrayList<>();
        List<String> significantlyWorse = new ArrayList<>();
        for (Objective objective : covered) {
            double difference = mean(objective, one, budget) - mean(objective, other, budget);
            better += difference < 0 ? 1 : 0;
            if (differs(array(values(objective, one, budget)), array(values(objective, other, budget)))) {
                (median(objective, one, budget) < median(objective, other, budget) ? significantlyBetter : significantlyWorse)
                        .add(objective.name());
            }
        }
        return String.format(
                Locale.ROOT,
                "- `%s` against `%s`: better mean on %d of %d (%.0f %%), significantly better on %d, significantly worse on %d%s",
                one,
                other,
                better,
                covered.size(),
                100.0 * better / covered.size(),
                significantlyBetter.size(),
                significantlyWorse.size(),
                significantlyWorse.isEmpty() ? "" : ": " + String.join(", ", significantlyWorse));
    }

    private double median(Objective objective, String sampler, int budget) {
        return StatUtils.percentile(array(values(objective, sampler, budget)), 50);
    }

    private static boolean differs(double[] one, double[] other) {
        boolean varies = StatUtils.max(one) > StatUtils.min(other) || StatUtils.max(other) > StatUtils.min(one);
        return varies && new MannWhitneyUTest().mannWhitneyUTest(one, other, false) < SIGNIFICANCE;
    }

    private static double[] array(Collection<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
