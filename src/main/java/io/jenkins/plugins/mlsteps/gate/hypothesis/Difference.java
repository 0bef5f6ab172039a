package io.jenkins.plugins.mlsteps.gate.hypothesis;

/**
 * An estimated difference between two models, oriented so that a positive one means that the candidate is better.
 * {@code lower(a)} is above a threshold if {@code pAbove(threshold)} is below {@code a}; where one of them is exact and the other an
 * approximation, as with McNemar's test and signed ranks, about so. What passes is decided by the p-value.
 */
interface Difference {
    /** What was done, in words. */
    String method();

    double effect();

    double standardError();

    /** Units compared: rows, or queries of a ranking. */
    long rows();

    /** Bound that the true difference is below with probability {@code alpha}, between 0 and 0.5. */
    double lower(double alpha);

    /** Bound that the true difference is above with probability {@code alpha}, between 0 and 0.5. */
    double upper(double alpha);

    /** p-value against the hypothesis that the true difference is at most the threshold. */
    double pAbove(double threshold);

    /** p-value against the hypothesis that the true difference is at least the threshold. */
    double pBelow(double threshold);
}
