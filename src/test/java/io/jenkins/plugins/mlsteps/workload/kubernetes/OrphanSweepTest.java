package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.workload.Workload;
import io.jenkins.plugins.mlsteps.workload.WorkloadHandle;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnableKubernetesMockClient(crud = true)
class OrphanSweepTest {
    private static final String NAMESPACE = "default";
    private static final String HOST = "a test";
    private static final String BUILDS = "folder/churn training";

    private final List<String> log = new ArrayList<>();

    @TempDir
    Path root;

    KubernetesMockServer server;
    KubernetesClient client;

    @Test
    void whatHasEndedStaysHoweverItEnded() {
        create("succeeded", "Complete");
        create("failed", "Failed");
        create("stopping", "FailureTarget");
        create("running", "Suspended");

        new OrphanSweep(cluster(), NAMESPACE, owner()).onceInThisProcess(new JobRemains(cluster(), NAMESPACE));

        assertThat(log).containsExactly("deleted Job running, which build 6 left behind");
        assertThat(jobs()).containsExactlyInAnyOrder("succeeded", "failed", "stopping");
    }

    @Test
    void whatCouldNotBeCancelledIsDeletedByTheNextSubmissionThoughItsBuildGoesOn() throws Exception {
        KubernetesRunner runner = new KubernetesRunner(
                cluster(), Releases.PROFILE, new Releases(root, "churn").files(), owner());
        WorkloadHandle cancelled = submit(runner);
        WorkloadHandle goesOn = submit(runner);
        server.expect()
                .delete()
                .withPath("/apis/batch/v1/namespaces/default/jobs/" + job(cancelled))
                .andReturn(403, new StatusBuilder().withCode(403).withMessage("not now").build())
                .once();
        assertThatThrownBy(() -> runner.cancel(List.of(cancelled)))
                .hasMessageEndingWith("may still run: it is deleted when the next build starts here");

        WorkloadHandle next = submit(runner);

        assertThat(jobs()).containsExactlyInAnyOrder(job(goesOn), job(next));
    }

    private WorkloadHandle submit(KubernetesRunner runner) throws Exception {
        Workload workload = Workloads.of("true").build(HOST, "7");
        WorkloadHandle handle = runner.prepare(workload);
        runner.submit(workload, handle);
        return handle;
    }

    private static String job(WorkloadHandle handle) {
        return handle.details().get("job");
    }

    private List<String> jobs() {
        return client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems().stream()
                .map(job -> job.getMetadata().getName())
                .toList();
    }

    private Cluster cluster() {
        return Releases.cluster(client);
    }

    private Owner owner() {
        return new Owner(HOST, BUILDS, build -> build == 7, log::add);
    }

    /** Of a build that is no more. */
    private void create(String name, String condition) {
        Map<String, String> labels = new HashMap<>(Labels.ofOwner(HOST, BUILDS));
        labels.put(Labels.BUILD, "6");
        client.resource(new JobBuilder()
                        .withNewMetadata()
                        .withNamespace(NAMESPACE)
                        .withName(name)
                        .withLabels(labels)
                        .endMetadata()
                        .withNewStatus()
                        .addNewCondition()
                        .withType(condition)
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build())
                .create();
    }
}
