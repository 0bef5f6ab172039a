package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.jenkins.configuration.MlConfiguration;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.Resources;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.AgentPod;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.SynchronousStepExecution;

/** Writes the pod that an author asks for; needs no agent. */
public final class PodExecution extends SynchronousStepExecution<String> {
    private static final long serialVersionUID = 1L;

    private final Resources asked;

    public PodExecution(StepContext context, Resources asked) {
        super(context);
        this.asked = asked;
    }

    @Override
    protected String run() throws IOException, InterruptedException {
        Run<?, ?> run = getContext().get(Run.class);
        try {
            Map<String, ComputeProfile> profiles =
                    MlConfiguration.get().administrationFor(run.getParent()).compute();
            Resources named = asked.compute() == null ? asked.onProfile(onlyOne(profiles)) : asked;
            return new AgentPod(named, profile(named.compute(), profiles)).yaml();
        } catch (SpecException | ConfigException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private static String onlyOne(Map<String, ComputeProfile> profiles) {
        List<String> fit = ofKubernetes(profiles);
        if (fit.size() != 1) {
            throw new SpecException("mlPod: give 'compute', the name of a compute profile of type kubernetes"
                    + NearestName.defined(fit));
        }
        return fit.get(0);
    }

    private static ComputeProfile profile(String name, Map<String, ComputeProfile> profiles) {
        List<String> fit = ofKubernetes(profiles);
        if (!fit.contains(name)) {
            throw new SpecException("mlPod: '" + name + "' is no compute profile of type kubernetes" + NearestName.hint(name, fit)
                    + NearestName.defined(fit));
        }
        return profiles.get(name);
    }

    private static List<String> ofKubernetes(Map<String, ComputeProfile> profiles) {
        return profiles.keySet().stream()
                .filter(name -> profiles.get(name).type() == ComputeProfile.Type.kubernetes)
                .toList();
    }
}
