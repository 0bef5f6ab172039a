package io.jenkins.plugins.mlsteps.workload.kubernetes.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;

/** A cluster of which all is known beforehand; one client serves every operation, opened by the first of a configuration. */
public final class ConfiguredCluster implements Cluster {
    /** Doubled with each try up to 32 times this. */
    private static final int WATCH_AGAIN_MILLIS = 250;

    /** Of a request that meets a 429 or 5xx, with pauses of 0.1 s, 0.2 s, 0.4 s…; whoever asks decides what then. */
    private static final int TRIES = 6;

    private final String identity;
    private Config config;
    private KubernetesClient client;

    public ConfiguredCluster(String identity, Config config) {
        this.identity = identity;
        this.config = config;
    }

    /**
     * Takes another configuration of the same cluster, for every operation from now on. What goes on with the client before keeps it;
     * it is not closed, for the JDK ends an HTTP client that nobody uses.
     */
    synchronized void configure(Config next) {
        config = next;
        client = null;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public synchronized String defaultNamespace() {
        return config.getNamespace() == null ? "default" : config.getNamespace();
    }

    @Override
    public synchronized KubernetesClient client() {
        if (client == null) {
            client = new KubernetesClientBuilder()
                    .withConfig(new ConfigBuilder(config)
                            .withWatchReconnectInterval(WATCH_AGAIN_MILLIS)
                            .withRequestRetryBackoffLimit(TRIES)
                            .build())
                    .withHttpClientFactory(new QueueingHttpClientFactory())
                    .build();
        }
        return client;
    }
}
