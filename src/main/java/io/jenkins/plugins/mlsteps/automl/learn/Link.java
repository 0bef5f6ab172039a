package io.jenkins.plugins.mlsteps.automl.learn;

/** How the scores of a model become what it answers. */
public enum Link {
    /** They are the answer: class frequencies, or a predicted number. */
    IDENTITY,
    /** Each class against the rest, made to add up to 1. */
    LOGISTIC,
    /** Exponentials, made to add up to 1. */
    SOFTMAX;

    /** In place. */
    void apply(double[] scores) {
        switch (this) {
            case IDENTITY -> {}
            case LOGISTIC -> {
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = 1 / (1 + Math.exp(-scores[i]));
                }
                normalize(scores);
            }
            case SOFTMAX -> {
                double highest = Double.NEGATIVE_INFINITY;
                for (double score : scores) {
                    highest = Math.max(highest, score);
                }
                for (int i = 0; i < scores.length; i++) {
                    scores[i] = Math.exp(scores[i] - highest);
                }
                normalize(scores);
            }
        }
    }

    private static void normalize(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
    }
}
