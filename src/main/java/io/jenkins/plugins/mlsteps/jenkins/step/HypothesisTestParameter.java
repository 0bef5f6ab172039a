package io.jenkins.plugins.mlsteps.jenkins.step;

/** A hypothesis that a gate tests. */
public abstract class HypothesisTestParameter extends Nested {
    private static final long serialVersionUID = 1L;

    protected HypothesisTestParameter(Class<? extends Record> spec) {
        super(spec);
    }
}
