package io.jenkins.plugins.mlsteps.jenkins.step;

import org.kohsuke.stapler.DataBoundSetter;

/** A hypothesis that a gate tests. */
public abstract class HypothesisTestParameter extends Nested {
    private static final long serialVersionUID = 1L;

    protected HypothesisTestParameter(Class<? extends Record> spec, String metric) {
        super(spec);
        given().put("metric", metric);
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
}
