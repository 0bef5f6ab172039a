package io.jenkins.plugins.mlsteps.gate.simulation;

import java.util.random.RandomGenerator;

/** A population of releases: what the baseline and a candidate predict for the same cases, one draw a release. */
sealed interface Releases permits AccuracyReleases, AucReleases {
    /** Appends the candidate's and the baseline's CSV rows for a case. */
    void row(int id, RandomGenerator random, StringBuilder candidate, StringBuilder baseline);

    /** The CSV header of both. */
    String header();
}
