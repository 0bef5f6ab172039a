package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Per-row predictions of one model. What they are predictions of follows from the columns; a file of whole numbers without
 * scores reads both as a classification and as a regression.
 */
public final class Predictions {
    private final int rows;
    private final Classification classification;
    private final Regression regression;
    private final Ranking ranking;
    private final NumberColumn weights;
    private final IdColumn ids;
    private final Map<String, CategoryColumn> slices;
    private final Map<String, CategoryColumn> others;

    Predictions(
            int rows,
            Classification classification,
            Regression regression,
            Ranking ranking,
            NumberColumn weights,
            IdColumn ids,
            Map<String, CategoryColumn> slices,
            Map<String, CategoryColumn> others) {
        this.rows = rows;
        this.classification = classification;
        this.regression = regression;
        this.ranking = ranking;
        this.weights = weights;
        this.ids = ids;
        this.slices = slices;
        this.others = others;
    }

    /** Some rows, in that order, without their ids and the columns that nobody asked for. */
    public Predictions take(int[] taken) {
        Map<String, CategoryColumn> some = new LinkedHashMap<>();
        slices.forEach((name, column) -> some.put(name, column.take(taken)));
        return new Predictions(
                taken.length,
                classification == null ? null : classification.take(taken),
                regression == null ? null : regression.take(taken),
                ranking == null ? null : ranking.take(taken),
                weights == null ? null : weights.take(taken),
                null,
                some,
                Map.of());
    }

    public int rows() {
        return rows;
    }

    public Optional<Classification> classification() {
        return Optional.ofNullable(classification);
    }

    public Optional<Regression> regression() {
        return Optional.ofNullable(regression);
    }

    public Optional<Ranking> ranking() {
        return Optional.ofNullable(ranking);
    }

    public boolean isWeighted() {
        return weights != null;
    }

    /** 1 where the file has no weights. */
    public double weight(int row) {
        return weights == null ? 1 : weights.get(row);
    }

    /** The columns that split the rows, by name. */
    public Map<String, CategoryColumn> slices() {
        return slices;
    }

    /** Columns that nobody asked for but that split the rows too, by name: categories, and numbers cut at their quintiles. */
    public Map<String, CategoryColumn> others() {
        return others;
    }

    public boolean hasIds() {
        return ids != null;
    }

    IdColumn ids() {
        return ids;
    }
}
