package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.jenkins.execution.TrialExecution;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Runs the body of a study for one trial; see {@code TuneHyperparamsCall.groovy}. */
public final class TrialStep extends Step {
    private final String study;
    private final String trial;
    private boolean ownNode;

    @DataBoundConstructor
    public TrialStep(String study, String trial) {
        this.study = study;
        this.trial = trial;
    }

    public String getStudy() {
        return study;
    }

    public String getTrial() {
        return trial;
    }

    public boolean isOwnNode() {
        return ownNode;
    }

    /** Whether the body has a node for itself. */
    @DataBoundSetter
    public void setOwnNode(boolean ownNode) {
        this.ownNode = ownNode;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new TrialExecution(context, study, trial, ownNode);
    }

    /** Not for Pipelines to call by this name. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "trialOfStudy";
        }

        @Override
        public String getDisplayName() {
            return "Trial of a study";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class);
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
