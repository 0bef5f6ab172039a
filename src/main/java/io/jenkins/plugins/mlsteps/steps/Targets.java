package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.Target;
import io.jenkins.plugins.mlsteps.deploy.local.JavaServer;
import io.jenkins.plugins.mlsteps.deploy.local.LocalTarget;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.serve.ModelServer;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds the environment and its target for a deployment. */
final class Targets {
    /** Enough for ONNX models whose weights live outside the Java heap. */
    private static final List<String> SERVER_OPTIONS = List.of("-Xmx1g", "-XX:+ExitOnOutOfMemoryError");

    private Targets() {}

    /** @throws SpecException naming the nearest environment when there is none of that name */
    static Environment environment(Host host, DeploySpec spec) {
        Map<String, Environment> environments = host.administration().environments();
        Environment environment = environments.get(spec.environment());
        if (environment == null) {
            throw new SpecException("deployEndpoint: environment '" + spec.environment() + "' is not defined"
                    + NearestName.hint(spec.environment(), environments.keySet()) + " (defined: "
                    + (environments.isEmpty() ? "none" : String.join(", ", environments.keySet())) + ")");
        }
        return environment;
    }

    static Target of(Host host, String name, Environment environment, Path home) {
        TargetConfig config = environment.target();
        TargetConfig.Type type = config == null || config.type() == null ? TargetConfig.Type.local : config.type();
        if (type != TargetConfig.Type.local) {
            throw new SpecException("deployEndpoint: environment '" + name + "' has a target of type " + type
                    + ", which this version cannot deploy to; it can to: local");
        }
        int port = config == null ? 0 : config.port();
        return new LocalTarget(
                host.workspace(),
                port,
                () -> new JavaServer(host.java(), ModelServer.class.getName(), SERVER_OPTIONS),
                home);
    }
}
