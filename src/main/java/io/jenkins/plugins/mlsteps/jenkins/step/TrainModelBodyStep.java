package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code trainModel} with a body; see {@code TrainModelCall.groovy}. */
public final class TrainModelBodyStep extends TrainModelStep {
    @DataBoundConstructor
    public TrainModelBodyStep(String name) {
        super(name);
    }

    @Override
    boolean hasBody() {
        return true;
    }

    /** Not for Pipelines to call by this name. */
    @Extension
    public static final class DescriptorImpl extends MlStepDescriptor {
        public DescriptorImpl() {
            super(TrainSpec.class);
        }

        @Override
        public String getFunctionName() {
            return "trainModelBody";
        }

        @Override
        public boolean takesImplicitBlockArgument() {
            return true;
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }
    }
}
