package io.jenkins.plugins.mlsteps.workload.kubernetes.cluster;

import io.fabric8.kubernetes.client.Config;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Clusters by their identity: one connection for each, and another one when its configuration changes. */
public final class OpenClusters {
    private final Map<String, Open> open = new ConcurrentHashMap<>();

    private record Open(ConfiguredCluster cluster, Object version) {}

    /** @param version of the configuration, equal to another one as long as the connection may stay */
    public Cluster of(String identity, Object version, Config config) {
        return open.compute(identity, (key, known) -> known == null
                        ? new Open(new ConfiguredCluster(identity, config), version)
                        : renewed(known, version, config))
                .cluster();
    }

    private static Open renewed(Open known, Object version, Config config) {
        if (known.version().equals(version)) {
            return known;
        }
        known.cluster().configure(config);
        return new Open(known.cluster(), version);
    }
}
