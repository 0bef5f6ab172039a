package io.jenkins.plugins.mlsteps.gate.predictions;

/** Which row of a baseline's predictions is about the same case as a row of the candidate's. */
public final class Pairing {
    private final int[] baselineRow;

    private Pairing(int[] baselineRow) {
        this.baselineRow = baselineRow;
    }

    /**
     * Pairs by {@code id}, which both must have.
     *
     * @throws PredictionsException when they are not about the same cases with the same labels
     */
    public static Pairing of(Predictions candidate, Predictions baseline) {
        if (candidate.rows() != baseline.rows()) {
            throw new PredictionsException("the candidate has predictions for " + candidate.rows()
                    + " rows and the baseline for " + baseline.rows() + "; their ids must be the same");
        }
        IdIndex index = new IdIndex(baseline.ids());
        int[] rows = new int[candidate.rows()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = index.row(candidate.ids().get(row));
            if (rows[row] < 0) {
                throw new PredictionsException("the id in row " + (row + 1)
                        + " of the candidate's predictions is not among the baseline's; their ids must be the same");
            }
            if (!isSameLabel(candidate, row, baseline, rows[row])) {
                throw new PredictionsException("the label in row " + (row + 1) + " of the candidate's predictions is not the"
                        + " one of the same id in row " + (rows[row] + 1) + " of the baseline's");
            }
        }
        return new Pairing(rows);
    }

    public int baselineRow(int candidateRow) {
        return baselineRow[candidateRow];
    }

    private static boolean isSameLabel(Predictions candidate, int row, Predictions baseline, int other) {
        if (candidate.classification().isPresent() && baseline.classification().isPresent()) {
            Classification left = candidate.classification().get();
            Classification right = baseline.classification().get();
            return left.classes().get(left.label(row)).equals(right.classes().get(right.label(other)));
        }
        if (candidate.regression().isPresent() && baseline.regression().isPresent()) {
            return candidate.regression().get().label().get(row)
                    == baseline.regression().get().label().get(other);
        }
        if (candidate.ranking().isPresent() && baseline.ranking().isPresent()) {
            return candidate.ranking().get().relevance().get(row)
                    == baseline.ranking().get().relevance().get(other);
        }
        throw new PredictionsException("the candidate's predictions and the baseline's are not of the same kind:"
                + " classification, regression and ranking do not compare");
    }
}
