package io.jenkins.plugins.mlsteps.automl.learn;

import io.jenkins.plugins.mlsteps.automl.feature.FeatureMatrix;
import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import io.jenkins.plugins.mlsteps.automl.tree.BinnedMatrix;

/** Rows to learn from. The binned form, which only trees need, is made once. */
public final class Lesson {
    private final FeatureMatrix features;
    private final Outcome outcome;
    private volatile BinnedMatrix binned;

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

    /** Made without a lock: it is parallel work itself, and whoever waits for a lock may be the thread that is to do a part of it. */
    BinnedMatrix binned() {
        BinnedMatrix made = binned;
        if (made == null) {
            made = BinnedMatrix.of(features);
            binned = made;
        }
        return made;
    }
}
