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
        super(HypothesisTest.Superior.class, metric);
    }

    @DataBoundSetter
    public void setMargin(double margin) {
        given().put("margin", margin);
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
