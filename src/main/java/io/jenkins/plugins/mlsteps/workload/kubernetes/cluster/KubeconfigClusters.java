package io.jenkins.plugins.mlsteps.workload.kubernetes.cluster;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Clusters as kubectl knows them: a context of a kubeconfig file. One connection for each, shared by all that runs in this
 * process.
 */
public final class KubeconfigClusters implements Clusters {
    private static final Map<String, Cluster> OPEN = new ConcurrentHashMap<>();

    private final Map<String, String> environment;

    /** @param environment where {@code KUBECONFIG} and {@code HOME} are looked up */
    public KubeconfigClusters(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Cluster of(ComputeProfile profile) throws IOException {
        if (profile.cloud() != null && profile.context() == null && profile.kubeconfig() == null) {
            throw new IOException("the compute profile names the cloud '" + profile.cloud()
                    + "', which only a Jenkins knows: name a 'context' for here beside it");
        }
        File file = file(profile);
        Config config = file == null ? inCluster(profile) : context(file, profile.context());
        String identity = config.getMasterUrl() + " as "
                + (file == null ? "the pod's service account" : file + "#" + profile.context());
        return OPEN.computeIfAbsent(identity, key -> new ConfiguredCluster(key, config));
    }

    /** What kubectl would read; null when there is none. */
    private File file(ComputeProfile profile) throws IOException {
        if (profile.kubeconfig() != null) {
            Path named = Path.of(profile.kubeconfig());
            if (!Files.isReadable(named)) {
                throw new IOException("kubeconfig '" + named + "' cannot be read: name a file in 'kubeconfig' of the compute profile");
            }
            return named.toFile();
        }
        String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
        String paths = environment.getOrDefault("KUBECONFIG", home + "/.kube/config");
        return Arrays.stream(paths.split(File.pathSeparator))
                .map(File::new)
                .filter(File::canRead)
                .findFirst()
                .orElse(null);
    }

    private static Config context(File file, String context) throws IOException {
        io.fabric8.kubernetes.api.model.Config kubeconfig =
                Serialization.unmarshal(Files.readString(file.toPath()), io.fabric8.kubernetes.api.model.Config.class);
        List<String> names =
                kubeconfig.getContexts().stream().map(NamedContext::getName).toList();
        if (context != null && !names.contains(context)) {
            throw new IOException("kubeconfig " + file + " has no context '" + context + "'" + NearestName.hint(context, names)
                    + " (it has: " + String.join(", ", names) + ")");
        }
        String wanted = context == null ? kubeconfig.getCurrentContext() : context;
        if (wanted == null || wanted.isEmpty()) {
            throw new IOException("kubeconfig " + file + " has no current context: name one in 'context' of the compute profile");
        }
        return Config.fromKubeconfig(wanted, file);
    }

    private static Config inCluster(ComputeProfile profile) throws IOException {
        Config config = new ConfigBuilder(Config.autoConfigure(null)).build();
        if (config.getAutoConfigure() && config.getOauthToken() == null && config.getClientCertFile() == null) {
            throw new IOException("there is no kubeconfig file here and no service account of a pod"
                    + (profile.context() == null ? "" : " to find context '" + profile.context() + "' in")
                    + ": set KUBECONFIG, or 'kubeconfig' of the compute profile");
        }
        return config;
    }
}
