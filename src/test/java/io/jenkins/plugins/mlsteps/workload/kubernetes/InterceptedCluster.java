package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;

/** A cluster whose requests somebody sees, or sends elsewhere, on their way. */
public class InterceptedCluster implements Cluster, AutoCloseable {
    private final KubernetesClient client;

    public InterceptedCluster(Config config, Interceptor interceptor) {
        client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor("test", interceptor))
                .build();
    }

    @Override
    public String identity() {
        return getClass().getSimpleName() + " " + System.identityHashCode(this);
    }

    @Override
    public String defaultNamespace() {
        return "default";
    }

    @Override
    public KubernetesClient client() {
        return client;
    }

    @Override
    public void close() {
        client.close();
    }
}
