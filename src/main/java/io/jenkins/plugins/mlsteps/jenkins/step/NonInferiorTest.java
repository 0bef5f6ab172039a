package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.mlsteps.spec.HypothesisTest;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code nonInferior(…)}: see {@link HypothesisTest.NonInferior}. */
public final class NonInferiorTest extends HypothesisTestParameter {
    @DataBoundConstructor
    public NonInferiorTest(String metric, double margin) {
        super(HypothesisTest.NonInferior.class, metric);
        given().put("margin", margin);
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
