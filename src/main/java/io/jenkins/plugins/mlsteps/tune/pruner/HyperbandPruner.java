package io.jenkins.plugins.mlsteps.tune.pruner;

import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Hyperband (Li et al. 2018, "Hyperband: A Novel Bandit-Based Approach to Hyperparameter Optimization") with asynchronous
 * brackets: several successive halvings that start to stop trials at different steps, so that neither slow starters nor
 * early failures are misjudged by all. Trials go to brackets in turn, more of them to brackets that stop early.
 *
 * @param reduction 3 in the paper
 */
record HyperbandPruner(int reduction) implements Pruner {
    static final int REDUCTION = 3;

    @Override
    public boolean prunes(Curve trial, Collection<Curve> others) {
        int brackets = brackets(Stream.concat(others.stream(), Stream.of(trial))
                .filter(curve -> !curve.isEmpty())
                .mapToLong(Curve::lastStep)
                .max()
                .orElse(0));
        int bracket = bracketOf(trial.number(), brackets);
        List<Curve> rivals = others.stream()
                .filter(other -> bracketOf(other.number(), brackets) == bracket)
                .toList();
        return new AshaPruner(power(bracket), reduction).prunes(trial, rivals);
    }

    /** As many as there are rungs between the first step and the longest trial seen. */
    private int brackets(long longest) {
        int brackets = 1;
        while (power(brackets) <= longest && brackets < 10) {
            brackets++;
        }
        return brackets;
    }

    /** Bracket b begins to stop at step reduction^b and takes trials in proportion to 1 / (b + 1) (algorithm 1, line 3). */
    private int bracketOf(int number, int brackets) {
        double[] shares =
                IntStream.range(0, brackets).mapToDouble(b -> 1.0 / (b + 1)).toArray();
        double total = IntStream.range(0, brackets).mapToDouble(b -> shares[b]).sum();
        // The golden ratio's multiples spread evenly for any number of trials.
        double position = number * 0.6180339887498949 % 1 * total;
        int bracket = 0;
        while (bracket < brackets - 1 && position >= shares[bracket]) {
            position -= shares[bracket];
            bracket++;
        }
        return bracket;
    }

    private long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= reduction;
        }
        return power;
    }
}
