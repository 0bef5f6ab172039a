package io.jenkins.plugins.mlsteps.gate.hypothesis;

import io.jenkins.plugins.mlsteps.gate.predictions.Classification;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A metric that is the share of right predictions among all rows or those of one true class.
 *
 * @param isBad whether it counts the wrong ones
 */
record Proportion(Classification classification, Integer ofClass, boolean isBad) {
    /** Empty for other metrics, and where rows have weights, which proportions do not know. */
    static Optional<Proportion> of(Predictions predictions, String metric) {
        if (predictions.classification().isEmpty()
                || predictions.isWeighted()
                || !predictions.classification().get().hasPredictions()) {
            return Optional.empty();
        }
        Classification classification = predictions.classification().get();
        if (metric.equals("accuracy")) {
            return Optional.of(new Proportion(classification, null, false));
        }
        if (!classification.isBinary()) {
            return Optional.empty();
        }
        return switch (metric) {
            case "recall" -> Optional.of(new Proportion(classification, 1, false));
            case "fnr" -> Optional.of(new Proportion(classification, 1, true));
            case "specificity" -> Optional.of(new Proportion(classification, 0, false));
            case "fpr" -> Optional.of(new Proportion(classification, 0, true));
            default -> Optional.empty();
        };
    }

    boolean counts(int row) {
        return ofClass == null || classification.label(row) == ofClass;
    }

    boolean isRight(int row) {
        return classification.prediction(row) == classification.label(row);
    }

    long count(int rows, IntPredicate which) {
        long count = 0;
        for (int row = 0; row < rows; row++) {
            count += which.test(row) ? 1 : 0;
        }
        return count;
    }

    /** Fewer wrong predictions are more right ones, so the difference needs no turning for metrics that count the wrong. */
    static Difference compare(Pair pair, Proportion candidate, Proportion baseline, Method method) {
        return pair.isPaired() ? paired(pair, candidate, baseline, method) : unpaired(pair, candidate, baseline);
    }

    private static Difference paired(Pair pair, Proportion candidate, Proportion baseline, Method method) {
        long both = 0;
        long own = 0;
        long other = 0;
        long neither = 0;
        for (int row = 0; row < pair.candidate().rows(); row++) {
            if (candidate.counts(row)) {
                boolean left = candidate.isRight(row);
                boolean right = baseline.isRight(pair.baselineRow(row));
                both += left && right ? 1 : 0;
                own += left && !right ? 1 : 0;
                other += !left && right ? 1 : 0;
                neither += !left && !right ? 1 : 0;
            }
        }
        PairedCounts counts = new PairedCounts(both, own, other, neither);
        return switch (method) {
            case MCNEMAR -> new McNemar(counts, false);
            case MCNEMAR_EXACT -> new McNemar(counts, true);
            default -> new PairedProportions(counts);
        };
    }

    private static Difference unpaired(Pair pair, Proportion candidate, Proportion baseline) {
        int rows = pair.candidate().rows();
        int baselineRows = pair.baseline().rows();
        return new UnpairedProportions(
                candidate.count(rows, row -> candidate.counts(row) && candidate.isRight(row)),
                candidate.count(rows, candidate::counts),
                baseline.count(baselineRows, row -> baseline.counts(row) && baseline.isRight(row)),
                baseline.count(baselineRows, baseline::counts));
    }
}
