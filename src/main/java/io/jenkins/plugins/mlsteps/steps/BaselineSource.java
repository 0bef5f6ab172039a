package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.gate.Comparison;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/** Where what a gate compares with comes from; asked on the machine that owns the workspace, for predictions may be large. */
interface BaselineSource extends Serializable {
    /**
     * @param workspace of the build
     * @throws IOException when the baseline is named but cannot be used
     */
    Comparison find(Path workspace) throws IOException, InterruptedException;

    /** A gate that names none. */
    record None() implements BaselineSource {
        @Override
        public Comparison find(Path workspace) {
            return new Comparison.Unnamed();
        }
    }

    /** One that does not exist yet. */
    record First(String reference) implements BaselineSource {
        @Override
        public Comparison find(Path workspace) {
            return new Comparison.FirstModel(reference, null);
        }
    }

    /** One that is known to be useless before the workspace is asked. */
    record Useless(String reference, String why) implements BaselineSource {
        @Override
        public Comparison find(Path workspace) {
            return new Comparison.Unusable(reference, why);
        }
    }
}
