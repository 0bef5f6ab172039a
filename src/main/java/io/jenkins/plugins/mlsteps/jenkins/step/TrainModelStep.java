package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import org.kohsuke.stapler.DataBoundConstructor;

/** {@code trainModel}: see {@link TrainSpec}. */
public class TrainModelStep extends TrainingStep {
    @DataBoundConstructor
    public TrainModelStep(String name) {
        super(TrainSpec.class, name);
    }


    /** Its name and form in Pipelines. */
    @Extension
    public static final class DescriptorImpl extends MlStepDescriptor {
        public DescriptorImpl() {
            super(TrainSpec.class);
        }
    }
}
