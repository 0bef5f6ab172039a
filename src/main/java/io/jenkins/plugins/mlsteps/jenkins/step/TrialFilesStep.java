package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.Extension;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlsteps.jenkins.execution.TrialFilesExecution;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** Takes the files of a trial to the node that runs it, and back; see {@code TuneHyperparamsCall.groovy}. */
public final class TrialFilesStep extends Step {
    private final String study;
    private final String trial;
    private Long begun;
    private boolean failed;

    @DataBoundConstructor
    public TrialFilesStep(String study, String trial) {
        this.study = study;
        this.trial = trial;
    }

    public String getStudy() {
        return study;
    }

    public String getTrial() {
        return trial;
    }

    public Long getBegun() {
        return begun;
    }

    /** What the way there answered; without it, the way is there. */
    @DataBoundSetter
    public void setBegun(Long begun) {
        this.begun = begun;
    }

    public boolean isFailed() {
        return failed;
    }

    @DataBoundSetter
    public void setFailed(boolean failed) {
        this.failed = failed;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new TrialFilesExecution(context, study, trial, begun, failed);
    }

    /** Not for Pipelines to call by this name. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {
        @Override
        public String getFunctionName() {
            return "filesOfTrial";
        }

        @Override
        public String getDisplayName() {
            return "Files of a trial";
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FilePath.class, TaskListener.class);
        }

        @Override
        public boolean isAdvanced() {
            return true;
        }
    }
}
