package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Verdict;

/** Says which records can be relied on, for they are files that whoever ran the build could write. */
public interface Guarantor {
    /** Takes every record at its word: who reads them ran the build. */
    Guarantor OF_EVERYTHING = new Guarantor() {
        @Override
        public boolean vouchesFor(Verdict verdict) {
            return true;
        }

        @Override
        public boolean vouchesFor(Deployment deployment) {
            return true;
        }
    };

    /** Whether a gate said so. */
    boolean vouchesFor(Verdict verdict);

    /** Whether the model was put behind the endpoint. */
    boolean vouchesFor(Deployment deployment);
}
