package io.jenkins.plugins.mlsteps.workload.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.OpenClusters;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class JobWatchTest {
    private static final Duration SOON = Duration.ofSeconds(90);

    KubernetesClient client;

    @Test
    void anotherConfigurationOfItsClusterEndsAWatchAndBeginsAnother() throws Exception {
        Config config = client.getConfiguration();
        OpenClusters clusters = new OpenClusters();
        String identity = "watched " + client.getMasterUrl();
        Cluster cluster = clusters.of(identity, "before", config);
        JobWatch before = JobWatch.of(cluster, "training");
        clusters.of(identity, "before", config);
        assertThat(JobWatch.of(cluster, "training")).isSameAs(before);
        create("first");
        Deadline.await(SOON, () -> before.see("first").isPresent(), () -> "nothing is seen");

        clusters.of(identity, "after", config);
        JobWatch after = JobWatch.of(cluster, "training");
        create("second");

        Deadline.await(SOON, () -> after.see("second").isPresent(), () -> "nothing is seen");
        assertThat(after.see("first")).isPresent();
        assertThat(before.see("second")).isEmpty();
    }

    private void create(String name) {
        client.resource(new JobBuilder()
                        .withNewMetadata()
                        .withNamespace("training")
                        .withName(name)
                        .addToLabels(Labels.MANAGED_BY, Labels.US)
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build())
                .create();
    }
}
