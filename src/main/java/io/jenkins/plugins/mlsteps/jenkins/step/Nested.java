package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.model.AbstractDescribableImpl;
import io.jenkins.plugins.mlsteps.spec.Binder;
import java.io.Serializable;

/** Something that is written inside a step, such as {@code logUniform(…)}. */
public abstract class Nested extends AbstractDescribableImpl<Nested> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Class<? extends Record> spec;
    private final Given given;

    protected Nested(Class<? extends Record> spec) {
        this.spec = spec;
        this.given = new Given(spec);
    }

    Given given() {
        return given;
    }

    /** @throws io.jenkins.plugins.mlsteps.spec.SpecException when what the author wrote cannot be meant */
    Record spec() {
        return Binder.bind(spec, given.bindable());
    }
}
