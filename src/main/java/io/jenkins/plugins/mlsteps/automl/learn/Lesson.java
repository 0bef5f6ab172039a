package io.jenkins.plugins.mlsteps.automl.learn;

import io.jenkins.plugins.mlsteps.automl.feature.FeatureMatrix;
import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import io.jenkins.plugins.mlsteps.automl.tree.BinnedMatrix;

/** Rows to learn from. The binned form, which only trees need, is made once. */
public final class Lesson {
    private final FeatureMatrix features;
    private final Outcome outcome;
    private BinnedMatrix binned;

    public Lesson(FeatureMatrix features, Outcome outcome) {
        this.features = features;
        this.outcome = outcome;
    }

    public FeatureMatrix features() {
        return features;
    }

    public Outcome outcome() {
        return outcome;
    }

    public int rows() {
        return features.rows();
    }

    synchronized BinnedMatrix binned() {
        if (binned == null) {
            binned = BinnedMatrix.of(features);
        }
        return binned;
    }
}
