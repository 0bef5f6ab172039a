package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code uniform(…)} of a search space: see {@link Dimension.Uniform}. */
public final class UniformParameter extends DimensionParameter {
    @DataBoundConstructor
    public UniformParameter(String name, double min, double max) {
        super(Dimension.Uniform.class, name);
        given().put("min", min);
        given().put("max", max);
    }

    public double getMin() {
        return given().number("min").doubleValue();
    }

    public double getMax() {
        return given().number("max").doubleValue();
    }

    public Double getStep() {
        return (Double) given().value("step");
    }

    @DataBoundSetter
    public void setStep(Double step) {
        given().put("step", step);
    }

    /** Its name and form. */
    @Extension
    @Symbol("uniform")
    public static final class DescriptorImpl extends NestedDescriptor {
        public DescriptorImpl() {
            super(Dimension.Uniform.class);
        }
    }
}
