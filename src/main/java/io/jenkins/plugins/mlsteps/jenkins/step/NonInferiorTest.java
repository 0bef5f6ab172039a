package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.mlsteps.spec.HypothesisTest;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code nonInferior(…)}: see {@link HypothesisTest.NonInferior}. */
public final class NonInferiorTest extends HypothesisTestParameter {
    @DataBoundConstructor
    public NonInferiorTest(String metric, double margin) {
        super(HypothesisTest.NonInferior.class);
        given().put("metric", metric);
        given().put("margin", margin);
    }

    public String getMetric() {
        return given().text("metric");
    }

    public double getMargin() {
        return given().number("margin").doubleValue();
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
    @Symbol("nonInferior")
    public static final class DescriptorImpl extends NestedDescriptor {
        public DescriptorImpl() {
            super(HypothesisTest.NonInferior.class);
        }
    }
}
