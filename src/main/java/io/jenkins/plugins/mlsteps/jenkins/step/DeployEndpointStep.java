package io.jenkins.plugins.mlsteps.jenkins.step;

import hudson.EnvVars;
import hudson.Extension;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import java.util.Set;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;

/** {@code deployEndpoint}: see {@link DeploySpec}. */
public final class DeployEndpointStep extends MlStep {
    @DataBoundConstructor
    public DeployEndpointStep(String name, String model, String environment) {
        super(DeploySpec.class, name);
        given().put("model", model);
        given().put("environment", environment);
    }

    public String getModel() {
        return given().text("model");
    }

    public String getEnvironment() {
        return given().text("environment");
    }

    public String getReason() {
        return given().text("reason");
    }

    @DataBoundSetter
    public void setReason(String reason) {
        given().put("reason", reason);
    }

    public int getReadyTimeoutSeconds() {
        return given().number("readyTimeoutSeconds").intValue();
    }

    @DataBoundSetter
    public void setReadyTimeoutSeconds(int readyTimeoutSeconds) {
        given().put("readyTimeoutSeconds", readyTimeoutSeconds);
    }

    /** Its name and form in Pipelines. */
    @Extension
    public static final class DescriptorImpl extends MlStepDescriptor {
        public DescriptorImpl() {
            super(DeploySpec.class);
        }

        /** No workspace: outside of a node the step takes what the build archived, and holds no executor. */
        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, TaskListener.class, EnvVars.class);
        }
    }
}
