package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.mlsteps.spec.HypothesisTest;
import org.jenkinsci.Symbol;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code equivalent(…)}: see {@link HypothesisTest.Equivalent}. */
public final class EquivalentTest extends HypothesisTestParameter {
    @DataBoundConstructor
    public EquivalentTest(String metric, double margin) {
        super(HypothesisTest.Equivalent.class, metric);
        given().put("margin", margin);
    }

    /** Its name and form. */
    @Extension
    @Symbol("equivalent")
    public static final class DescriptorImpl extends NestedDescriptor {
        public DescriptorImpl() {
            super(HypothesisTest.Equivalent.class);
        }
    }
}
