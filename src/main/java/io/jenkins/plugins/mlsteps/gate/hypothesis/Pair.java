package io.jenkins.plugins.mlsteps.gate.hypothesis;

import io.jenkins.plugins.mlsteps.gate.predictions.Classification;
import io.jenkins.plugins.mlsteps.gate.predictions.Pairing;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;

/**
 * Two models' predictions to be compared.
 *
 * @param pairing which rows are about the same cases; null when the files have no ids
 */
public record Pair(Predictions candidate, Predictions baseline, Pairing pairing) {
    /**
     * Pairs by id where both have one.
     *
     * @throws HypothesisException when they are of different kinds or know different classes
     * @throws io.jenkins.plugins.mlsteps.gate.predictions.PredictionsException when their ids do not match
     */
    public static Pair of(Predictions candidate, Predictions baseline) {
        boolean sameKind = candidate.classification().isPresent()
                        == baseline.classification().isPresent()
                && candidate.ranking().isPresent() == baseline.ranking().isPresent();
        if (!sameKind) {
            throw new HypothesisException("the candidate's predictions and the baseline's are not of the same kind:"
                    + " classification, regression and ranking do not compare");
        }
        if (candidate.classification().isPresent()) {
            sameClasses(
                    candidate.classification().get(), baseline.classification().orElseThrow());
        }
        boolean ids = candidate.hasIds() && baseline.hasIds();
        return new Pair(candidate, baseline, ids ? Pairing.of(candidate, baseline) : null);
    }

    boolean isPaired() {
        return pairing != null;
    }

    /** The baseline's row at the position of the candidate's. */
    int baselineRow(int position) {
        return pairing == null ? position : pairing.baselineRow(position);
    }

    private static void sameClasses(Classification candidate, Classification baseline) {
        if (!candidate.classes().equals(baseline.classes())) {
            throw new HypothesisException("the candidate knows the classes " + candidate.classes() + " and the baseline "
                    + baseline.classes());
        }
    }
}
