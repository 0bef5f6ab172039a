package io.jenkins.plugins.mlsteps.jenkins.cloud;

import hudson.model.Job;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.jenkins.plugins.mlsteps.jenkins.execution.CloudClusters;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.OpenClusters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import jenkins.model.Jenkins;
import org.csanchez.jenkins.plugins.kubernetes.KubernetesCloud;
import org.csanchez.jenkins.plugins.kubernetes.KubernetesFolderProperty;
import org.jenkinsci.plugins.kubernetes.auth.KubernetesAuthException;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;

/**
 * Clouds of the Kubernetes plugin: their server, certificate, credentials and namespace, over connections of our own. Streams of logs
 * would else take the places, 32 a cloud by default, in which the plugin starts agents.
 */
@OptionalExtension(requirePlugins = "kubernetes")
@Restricted(NoExternalUse.class)
public final class KubernetesClouds extends CloudClusters {
    private static final OpenClusters OPEN = new OpenClusters();

    @Override
    public Cluster cluster(String name, Job<?, ?> job) throws IOException {
        KubernetesCloud cloud = find(name);
        requirePermission(cloud, job);
        Config config = configuration(cloud);
        return OPEN.of("cloud " + name + " at " + config.getMasterUrl(), connection(config), withFreshTokens(name, config));
    }

    private static KubernetesCloud find(String name) throws IOException {
        List<KubernetesCloud> clouds = Jenkins.get().clouds.getAll(KubernetesCloud.class);
        List<String> names = clouds.stream().map(cloud -> cloud.name).toList();
        return clouds.stream()
                .filter(cloud -> cloud.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("the compute profile names the Kubernetes cloud '" + name + "', which this Jenkins does not have"
                        + NearestName.hint(name, names) + " (it has: " + (names.isEmpty() ? "none" : String.join(", ", names)) + ")"));
    }

    /** A cloud whose usage is restricted is for jobs in folders that name it. */
    private static void requirePermission(KubernetesCloud cloud, Job<?, ?> job) throws IOException {
        Set<String> permitted = new HashSet<>();
        KubernetesFolderProperty.collectAllowedClouds(permitted, job.getParent());
        if (cloud.isUsageRestricted() && !permitted.contains(cloud.name)) {
            throw new IOException("the use of the Kubernetes cloud '" + cloud.name + "' is restricted, and no folder of " + job.getFullName()
                    + " permits it");
        }
    }

    /** The cloud renews it every few minutes, or when an administrator changes the cloud. */
    private static Config configuration(KubernetesCloud cloud) throws IOException {
        try {
            return cloud.connect().getConfiguration();
        } catch (KubernetesAuthException e) {
            throw new IOException("the credentials of the Kubernetes cloud '" + cloud.name + "' cannot be used: " + e.getMessage(), e);
        }
    }

    /** Another when the cloud was changed; the same when only a token aged. */
    private static List<Object> connection(Config config) {
        return Arrays.asList(
                config.getNamespace(),
                config.getCaCertData(),
                config.isTrustCerts(),
                config.getUsername(),
                config.getPassword(),
                config.getClientCertData(),
                config.getClientKeyData(),
                config.getHttpsProxy());
    }

    /** Tokens of some providers live a quarter of an hour, what watches Jobs lives on. */
    private static Config withFreshTokens(String name, Config config) {
        if (config.getOauthToken() == null) {
            return config;
        }
        return new ConfigBuilder(config)
                .withOauthToken(null)
                .withOauthTokenProvider(() -> token(name))
                .build();
    }

    private static String token(String name) {
        try {
            return configuration(find(name)).getOauthToken();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
