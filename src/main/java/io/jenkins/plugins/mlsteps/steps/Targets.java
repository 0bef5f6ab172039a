package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.Target;
import io.jenkins.plugins.mlsteps.deploy.kserve.KServeTarget;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.KubernetesTarget;
import io.jenkins.plugins.mlsteps.deploy.local.JavaServer;
import io.jenkins.plugins.mlsteps.deploy.local.LocalTarget;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.serve.ModelServer;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Clusters;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.KubeconfigClusters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds the environment and its target for a deployment. */
final class Targets {
    /** Enough for ONNX models whose weights live outside the Java heap. */
    private static final List<String> SERVER_OPTIONS = List.of("-Xmx1g", "-XX:+ExitOnOutOfMemoryError");

    private Targets() {}

    /** @throws UndefinedEnvironment naming the nearest environment when there is none of that name */
    static Environment environment(Host host, DeploySpec spec) {
        Map<String, Environment> environments = host.administration().environments();
        Environment environment = environments.get(spec.environment());
        if (environment == null) {
            throw new UndefinedEnvironment("deployEndpoint: environment '" + spec.environment() + "' is not defined"
                    + host.environmentsWithheldBy().map(by -> " or not allowed by " + by).orElse("")
                    + NearestName.hint(spec.environment(), environments.keySet())
                    + NearestName.defined(environments.keySet()) + "; environments are defined in "
                    + host.administrationPlace());
        }
        return environment;
    }

    static Target of(Host host, String name, Environment environment, Path home) {
        TargetConfig config = environment.target() == null ? TargetConfig.local(0) : environment.target();
        TargetConfig.Type type = config.type() == null ? TargetConfig.Type.local : config.type();
        return switch (type) {
            case local -> onTheMachine(host, name, config, home);
            case kubernetes, kserve -> inCluster(host, name, config);
            default ->
                throw new SpecException("deployEndpoint: environment '" + name + "' has a target of type " + type
                        + ", which this version cannot deploy to; it can to: local, kubernetes, kserve");
        };
    }

    private static Target onTheMachine(Host host, String name, TargetConfig config, Path home) {
        if (!host.workspace().runsProcesses()) {
            throw new SpecException("deployEndpoint: environment '" + name + "' has a target of type local, which serves on the"
                    + " machine of the workspace, and there is none: call the step inside an agent or node block");
        }
        return new LocalTarget(
                host.workspace(),
                config.port(),
                () -> new JavaServer(host.servingJava(), ModelServer.class.getName(), SERVER_OPTIONS),
                home);
    }

    private static Target inCluster(Host host, String name, TargetConfig config) {
        try {
            ComputeProfile profile = profile(host, config);
            Clusters clusters = host.offer(Clusters.class).orElseGet(() -> new KubeconfigClusters(host.environment()));
            Cluster cluster = clusters.of(profile);
            return config.type() == TargetConfig.Type.kserve
                    ? new KServeTarget(cluster, profile, config, host.workspace(), host.clock())
                    : new KubernetesTarget(cluster, profile, config, host.workspace(), host.clock());
        } catch (SpecException e) {
            throw new SpecException("deployEndpoint: environment '" + name + "': " + e.getMessage());
        } catch (IOException e) {
            throw new SpecException("deployEndpoint: the cluster of environment '" + name + "' cannot be used: " + e.getMessage());
        }
    }

    private static ComputeProfile profile(Host host, TargetConfig config) {
        Map<String, ComputeProfile> profiles = host.administration().compute();
        ComputeProfile profile = config.compute() == null ? null : profiles.get(config.compute());
        if (profile == null || profile.type() != ComputeProfile.Type.kubernetes) {
            List<String> fit = profiles.keySet().stream()
                    .filter(known -> profiles.get(known).type() == ComputeProfile.Type.kubernetes)
                    .toList();
            throw new SpecException("a target of type " + config.type() + " needs 'compute', the name of a compute profile of type"
                    + " kubernetes" + (config.compute() == null ? "" : ", and '" + config.compute() + "' is none")
                    + NearestName.defined(fit));
        }
        return profile;
    }
}
