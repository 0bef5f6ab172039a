package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import java.util.List;
import org.junit.jupiter.api.Test;

@EnableKubernetesMockClient(crud = true)
class CancellationTest {
    private static final String NAMESPACE = "training";

    KubernetesMockServer server;
    KubernetesClient client;

    @Test
    void aJobThatMayNotBeDeletedKeepsNoOtherRunning() {
        List<Details> jobs = List.of(job("first"), job("kept"), job("last"));
        server.expect()
                .delete()
                .withPath("/apis/batch/v1/namespaces/training/jobs/kept")
                .andReturn(403, new StatusBuilder().withCode(403).withMessage("a policy protects it").build())
                .always();

        assertThatThrownBy(() -> new Cancellation(Releases.cluster(client), jobs).run())
                .hasMessageContaining("could not delete Job kept")
                .hasMessageContaining("a policy protects it")
                .hasMessageEndingWith("; Job kept in namespace training may still run: it is deleted when the next build starts here");
        assertThat(client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems())
                .extracting(job -> job.getMetadata().getName())
                .containsExactly("kept");
    }

    private Details job(String name) {
        client.resource(new JobBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        return new Details(NAMESPACE, name, "scratch", List.of(), List.of(), null, null, 0);
    }
}
