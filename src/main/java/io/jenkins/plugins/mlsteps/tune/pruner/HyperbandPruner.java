package io.jenkins.plugins.mlsteps.tune.pruner;

import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

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
        OptionalLong longest = others.stream().filter(Curve::isComplete).mapToLong(Curve::lastStep).max();
        // Only a complete trial tells how long they are.
        return longest.isPresent() && prunes(trial, others, brackets(longest.getAsLong()));
    }

    private boolean prunes(Curve trial, Collection<Curve> others, int brackets) {
        int bracket = bracketOf(trial.number(), brackets);
        List<Curve> rivals = others.stream()
                .filter(other -> bracketOf(other.number(), brackets) == bracket)
                .toList();
        return new AshaPruner(power(bracket), reduction).prunes(trial, rivals);
    }

    /** As many as there are rungs between the first step and the end of the longest complete trial. */
    private int brackets(long longest) {
        int brackets = 1;
        for (long rest = longest / reduction; rest > 0; rest /= reduction) {
            brackets++;
        }
        return brackets;
    }

    /**
     * Bracket b begins to stop at step reduction^b. With s = brackets - 1 - b, it takes trials in proportion to reduction^s /
     * (s + 1), so that all brackets run about as many steps (algorithm 1, line 3).
     */
    private int bracketOf(int number, int brackets) {
        double[] shares = IntStream.range(0, brackets)
                .mapToDouble(b -> Math.pow(reduction, brackets - 1 - b) / (brackets - b))
                .toArray();
        // The golden ratio's multiples spread evenly for any number of trials.
        double position = number * 0.6180339887498949 % 1 * DoubleStream.of(shares).sum();
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
