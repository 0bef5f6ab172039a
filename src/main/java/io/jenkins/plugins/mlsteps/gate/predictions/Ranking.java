package io.jenkins.plugins.mlsteps.gate.predictions;

/**
 * Predictions read as those of a ranking.
 *
 * @param query which rows are ranked together
 * @param relevance the label: 0 for irrelevant, more for more relevant
 * @param score by which rows are ranked, the highest first
 */
public record Ranking(CategoryColumn query, NumberColumn relevance, NumberColumn score) {
    /** Some rows, in that order. */
    Ranking take(int[] taken) {
        return new Ranking(query.take(taken), relevance.take(taken), score.take(taken));
    }
}
