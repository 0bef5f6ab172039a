package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.jenkins.execution.NextTrialExecution;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;

/** A branch asks a study for its next trial; see {@code TuneHyperparamsCall.groovy}. */
public final class NextTrialStep extends Step {
    private final String study;

    @DataBoundConstructor
    public NextTrialStep(String study) {
        this.study = study;
    }

    public String getStudy() {
        return study;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new NextTrialExecution(context, study);
    }

    /** Not for Pipelines to call by this name. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "nextTrialOfStudy";
        }

        @Override
        public String getDisplayName() {
            return "Next trial of a study";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class);
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }
    }
}
