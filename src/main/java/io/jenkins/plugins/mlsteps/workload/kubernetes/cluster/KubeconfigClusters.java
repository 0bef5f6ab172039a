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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Clusters as kubectl knows them: a context of a kubeconfig file. One connection for each, shared by all that runs in this
 * process; another one when the file, or a certificate that it names, was written again.
 */
public final class KubeconfigClusters implements Clusters {
    private static final OpenClusters OPEN = new OpenClusters();
    private static final Map<String, Known> KNOWN = new ConcurrentHashMap<>();

    private final Map<String, String> environment;

    private record Known(Cluster cluster, Map<File, Long> written) {
        private boolean isCurrent() {
            return written.equals(times(written.keySet()));
        }
    }

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
        String place = file == null ? "the pod's service account" : file + "#" + profile.context();
        Known known = KNOWN.get(place);
        if (known == null || !known.isCurrent()) {
            known = read(place, file, profile);
            KNOWN.put(place, known);
        }
        return known.cluster();
    }

    private static Known read(String place, File file, ComputeProfile profile) throws IOException {
        Map<File, Long> written = new HashMap<>(times(file == null ? Set.of() : Set.of(file))); // before it is read
        Config config = file == null ? inCluster(profile) : context(file, profile.context());
        written.putAll(times(Stream.of(config.getCaCertFile(), config.getClientCertFile(), config.getClientKeyFile())
                .filter(Objects::nonNull)
                .map(File::new)
                .collect(Collectors.toSet())));
        return new Known(OPEN.of(config.getMasterUrl() + " as " + place, written, config), written);
    }

    private static Map<File, Long> times(Set<File> files) {
        return files.stream().collect(Collectors.toMap(file -> file, File::lastModified));
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
