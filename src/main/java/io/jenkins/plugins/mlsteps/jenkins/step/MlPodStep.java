package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.AbortException;
import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.jenkins.execution.PodExecution;
import io.jenkins.plugins.mlsteps.spec.AgentPodSpec;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jenkinsci.plugins.structs.describable.CustomDescribableModel;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code mlPod}: see {@link AgentPodSpec}. */
public final class MlPodStep extends Step {
    private final Given given = new Given(AgentPodSpec.class);

    @DataBoundConstructor
    public MlPodStep() {
        // everything has a default
    }

    /** @throws AbortException when what the author wrote cannot be meant */
    @Override
    public StepExecution start(StepContext context) throws AbortException {
        try {
            return new PodExecution(
                    context, Binder.bind(AgentPodSpec.class, given.bindable()).resources());
        } catch (SpecException e) {
            throw new AbortException(e.getMessage());
        }
    }

    public String getCompute() {
        return given.text("compute");
    }

    @DataBoundSetter
    public void setCompute(String compute) {
        given.put("compute", compute);
    }

    public String getImage() {
        return given.text("image");
    }

    @DataBoundSetter
    public void setImage(String image) {
        given.put("image", image);
    }

    public int getGpu() {
        return given.number("gpu").intValue();
    }

    @DataBoundSetter
    public void setGpu(int gpu) {
        given.put("gpu", gpu);
    }

    public String getGpuType() {
        return given.text("gpuType");
    }

    @DataBoundSetter
    public void setGpuType(String gpuType) {
        given.put("gpuType", gpuType);
    }

    public String getCpu() {
        return given.text("cpu");
    }

    @DataBoundSetter
    public void setCpu(String cpu) {
        given.put("cpu", cpu);
    }

    public String getMemory() {
        return given.text("memory");
    }

    @DataBoundSetter
    public void setMemory(String memory) {
        given.put("memory", memory);
    }

    public boolean isSpot() {
        return given.flag("spot");
    }

    @DataBoundSetter
    public void setSpot(boolean spot) {
        given.put("spot", spot);
    }

    public String getPodOverrides() {
        return given.text("podOverrides");
    }

    @DataBoundSetter
    public void setPodOverrides(String podOverrides) {
        given.put("podOverrides", podOverrides);
    }

    /** Its name and form in Pipelines. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor implements CustomDescribableModel {
        @Override
        public String getFunctionName() {
            return Binder.wordOf(AgentPodSpec.class);
        }

        @Override
        public String getDisplayName() {
            return AgentPodSpec.class.getAnnotation(Word.class).doc();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class);
        }

        /** For the form. */
        public List<FormField> getFields() {
            return FormField.of(AgentPodSpec.class);
        }

        @Override
        public Map<String, Object> customInstantiate(Map<String, Object> arguments) {
            return Arguments.of(AgentPodSpec.class, arguments);
        }
    }
}
