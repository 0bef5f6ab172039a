package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code logUniform(…)} of a search space: see {@link Dimension.LogUniform}. */
public final class LogUniformParameter extends DimensionParameter {
    @DataBoundConstructor
    public LogUniformParameter(String name, double min, double max) {
        super(Dimension.LogUniform.class, name);
        given().put("min", min);
        given().put("max", max);
    }

    public double getMin() {
        return given().number("min").doubleValue();
    }

    public double getMax() {
        return given().number("max").doubleValue();
    }

    /** Its name and form. */
    @Extension
    @Symbol("logUniform")
    public static final class DescriptorImpl extends NestedDescriptor {
        public DescriptorImpl() {
            super(Dimension.LogUniform.class);
        }
    }
}
