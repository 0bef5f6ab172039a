package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jenkins.plugins.mlsteps.cluster.CustomKind;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.workload.kubeflow.KatibController;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a search in a real cluster comes to when its host is killed with signal 9, wherever that happens. */
@Tag("cluster")
class SearchKilledInClusterTest {
    /** More points than a search here has. */
    private static final int MOST_POINTS = 80;

    private static RealCluster cluster;
    private static KubernetesClient client;

    @TempDir
    Path root;

    @BeforeAll
    static void start() throws Exception {
        cluster = RealCluster.shared();
        client = cluster.client();
    }

    @Test
    void eachTrialRunsOnceWhereverTheHostIsKilled() throws Exception {
        int points = 0;
        for (boolean killed = true; killed; ) {
            String namespace = cluster.namespace("search");
            DrivenStep step = step("tune", namespace, points);
            killed = step.isKilledAt(points + 1, () -> {});
            step.carryOn(() -> {});

            assertWhole(step, points);
            assertThat(client.pods().inNamespace(namespace).list().getItems()).as("after point " + points).hasSize(ClusterDriver.TRIALS);
            assertThat(++points).isLessThan(MOST_POINTS);
        }
        assertThat(points).isGreaterThan(12);
    }

    @Test
    void katibSearchesOnceWhereverTheHostIsKilled() throws Exception {
        for (ResourceDefinitionContext kind : KatibController.kinds()) {
            CustomKind.define(client, kind);
        }
        int points = 0;
        for (boolean killed = true; killed; ) {
            String namespace = cluster.namespace("katib");
            KatibController katib = new KatibController(client, namespace, new KatibJobs(client, namespace));
            DrivenStep step = step("katib", namespace, points);
            killed = step.isKilledAt(points + 1, katib::reconcile);
            step.carryOn(katib::reconcile);

            assertWhole(step, points);
            assertThat(katib.experiments()).as("after point " + points).isEmpty();
            assertThat(++points).isLessThan(MOST_POINTS);
        }
        assertThat(points).isGreaterThan(5);
    }

    private DrivenStep step(String which, String namespace, int points) throws Exception {
        Path workspace = Files.createDirectory(root.resolve(which + "-" + points));
        return new DrivenStep(cluster, namespace, which, workspace, "bowl", 200 + points);
    }

    /** Every trial has one Job, and is in the study once, with what it printed. */
    private static void assertWhole(DrivenStep step, int points) throws Exception {
        List<Job> jobs = client.batch().v1().jobs().inNamespace(step.namespace()).list().getItems();
        assertThat(jobs).as("after point " + points).hasSize(ClusterDriver.TRIALS);
        Path study = step.workspace().resolve("ml/tune/bowl");
        StudyRecord record = Json.read(study.resolve("study.json"), StudyRecord.class);
        assertThat(record.states()).as("after point " + points).isEqualTo(Map.of("COMPLETE", ClusterDriver.TRIALS));
        assertThat(Files.readAllLines(study.resolve("trials.jsonl")))
                .as("after point " + points)
                .filteredOn(line -> line.contains("\"COMPLETE\""))
                .hasSize(ClusterDriver.TRIALS);
    }
}
