package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is made of an API server's answers, where no server is at hand. */
@EnableKubernetesMockClient
class MockServerTest {
    private static final String JOBS = "/apis/batch/v1/namespaces/training/jobs";

    KubernetesMockServer server;
    KubernetesClient client;

    @Test
    void aJobThatIsThereIsNotAnErrorToCreate() throws Exception {
        server.expect().post().withPath(JOBS).andReturn(409, status(409, "jobs.batch \"x\" already exists")).once();
        JobRequests.create(Releases.cluster(client), "training", job());
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void aRefusalIsPutIntoWordsWithTheVerbThatIsMissing() {
        server.expect()
                .post()
                .withPath(JOBS)
                .andReturn(
                        403,
                        status(403, "jobs.batch is forbidden: User \"ci\" cannot create resource \"jobs\" in API group \"batch\" in the"
                                + " namespace \"training\""))
                .always();
        assertThatThrownBy(() -> JobRequests.create(Releases.cluster(client), "training", job()))
                .isInstanceOf(IOException.class)
                .hasMessage("could not create Job x in namespace training: ci may not create jobs.batch in namespace training: an"
                        + " administrator grants the verb 'create' on 'jobs' with a Role (docs/kubernetes.md lists what is needed)");
    }

    @Test
    void aQuotaThatRefusesIsNamed() {
        server.expect()
                .post()
                .withPath(JOBS)
                .andReturn(403, status(403, "jobs.batch \"x\" is forbidden: exceeded quota: few, requested: count/jobs.batch=1"))
                .always();
        assertThatThrownBy(() -> JobRequests.create(Releases.cluster(client), "training", job()))
                .hasMessageEndingWith("the namespace's quota is used up: exceeded quota: few, requested: count/jobs.batch=1");
    }

    @Test
    void aServerThatIsBusyIsAskedAgain() throws Exception {
        server.expect().post().withPath(JOBS).andReturn(429, status(429, "too many requests")).once();
        server.expect().post().withPath(JOBS).andReturn(503, status(503, "starting")).once();
        server.expect().post().withPath(JOBS).andReturn(201, job()).once();
        JobRequests.create(Releases.cluster(client), "training", job());
        assertThat(server.getRequestCount()).isEqualTo(3);
    }

    @Test
    void aJobThatIsGoneIsNotAnErrorToDelete() throws Exception {
        server.expect().delete().withPath(JOBS + "/x").andReturn(404, status(404, "not found")).always();
        JobRequests.delete(Releases.cluster(client), "training", "x");
        assertThat(JobRequests.exists(Releases.cluster(client), "training", "x")).isFalse();
    }

    private static Job job() {
        return new JobBuilder().withNewMetadata().withName("x").endMetadata().build();
    }

    private static Object status(int code, String message) {
        return new StatusBuilder().withCode(code).withMessage(message).withStatus("Failure").build();
    }
}
