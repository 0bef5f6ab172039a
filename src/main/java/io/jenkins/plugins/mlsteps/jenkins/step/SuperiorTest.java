package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.mlsteps.spec.HypothesisTest;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code superior(…)}: see {@link HypothesisTest.Superior}. */
public final class SuperiorTest extends HypothesisTestParameter {
    @DataBoundConstructor
    public SuperiorTest(String metric) {
        super(HypothesisTest.Superior.class);
        given().put("metric", metric);
    }

    public String getMetric() {
        return given().text("metric");
    }

    public double getMargin() {
        return given().number("margin").doubleValue();
    }

    @DataBoundSetter
    public void setMargin(double margin) {
        given().put("margin", margin);
    }

    public double getAlpha() {
        return given().number("alpha").doubleValue();
    }

    @DataBoundSetter
    public void setAlpha(double alpha) {
        given().put("alpha", alpha);
    }

    public String getMethod() {
        return given().text("method");
    }

    @DataBoundSetter
    public void setMethod(String method) {
        given().put("method", method);
    }

    /** Its name and form. */
    @Extension
    @Symbol("superior")
    public static final class DescriptorImpl extends NestedDescriptor {
        public DescriptorImpl() {
            super(HypothesisTest.Superior.class);
        }
    }
}
