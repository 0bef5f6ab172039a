package io.jenkins.plugins.mlsteps.jenkins.step;

/** One parameter of a search space and the values it may take. */
public abstract class DimensionParameter extends Nested {
    private static final long serialVersionUID = 1L;

    protected DimensionParameter(Class<? extends Record> spec) {
        super(spec);
    }
}
