package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code intRange(…)} of a search space: see {@link Dimension.IntRange}. */
public final class IntRangeParameter extends DimensionParameter {
    @DataBoundConstructor
    public IntRangeParameter(String name, long min, long max) {
        super(Dimension.IntRange.class, name);
        given().put("min", min);
        given().put("max", max);
    }

    public long getMin() {
        return given().number("min").longValue();
    }

    public long getMax() {
        return given().number("max").longValue();
    }

    public long getStep() {
        return given().number("step").longValue();
    }

    @DataBoundSetter
    public void setStep(long step) {
        given().put("step", step);
    }

    public boolean isLog() {
        return given().flag("log");
    }

    @DataBoundSetter
    public void setLog(boolean log) {
        given().put("log", log);
    }

    /** Its name and form. */
    @Extension
    @Symbol("intRange")
    public static final class DescriptorImpl extends NestedDescriptor {
        public DescriptorImpl() {
            super(Dimension.IntRange.class);
        }
    }
}
