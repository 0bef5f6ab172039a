package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlsteps.cluster.GrantedRole;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.Workload;
import io.jenkins.plugins.mlsteps.workload.WorkloadHandle;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Role of docs/kubernetes/training-role.yaml is enough: the API server itself decides. */
@Tag("cluster")
class TrainingRoleRealTest {
    private static final GrantedRole ROLE = GrantedRole.of("training-role.yaml");

    @TempDir
    Path root;

    private RealCluster cluster;
    private KubernetesClient user;
    private String namespace;

    @BeforeEach
    void prepare() throws Exception {
        cluster = RealCluster.shared();
        user = cluster.clientOf(RealCluster.USER);
        namespace = cluster.namespace("training");
        Files.writeString(root.resolve("data.csv"), "a,b\n1,2\n");
    }

    @AfterEach
    void close() {
        if (user != null) {
            user.close();
        }
    }

    @Test
    void theRoleIsEnoughToRunAndToCancel() throws Exception {
        ROLE.grant(cluster, namespace);

        assertThat(everything()).isEqualTo("done");
        assertThat(root.resolve("out")).hasContent("a,b\n1,2\n");
    }

    /** Runs a command with files in and out, and cancels one; returns what went wrong. */
    private String everything() throws Exception {
        try {
            KubernetesRunner runner = new KubernetesRunner(Releases.cluster(user), profile(), workspace(), new Owner("a test", "folder/churn training", build -> true, line -> {}));
            String ran = end(runner, Workloads.of("cp data.csv out").upload("data.csv").download("out"));
            if (ran != null) {
                return ran;
            }
            Workload sleeping = Workloads.of("sleep 600").build();
            WorkloadHandle handle = runner.prepare(sleeping);
            runner.submit(sleeping, handle);
            runner.cancel(handle);
            return "done";
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    private static String end(KubernetesRunner runner, Workloads words) throws Exception {
        Workload workload = words.build();
        WorkloadHandle handle = runner.prepare(workload);
        runner.submit(workload, handle);
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        WorkloadStatus status = runner.status(handle);
        while (!status.isFinished() && System.nanoTime() < end) {
            if (status.reason() != null && status.reason().contains("grants the verb")) {
                return status.reason();
            }
            Thread.sleep(100);
            status = runner.status(handle);
        }
        return status.phase() == WorkloadStatus.Phase.SUCCEEDED ? null : String.valueOf(status);
    }

    private ComputeProfile profile() {
        return new ComputeProfile(
                ComputeProfile.Type.kubernetes, null, null, null, namespace, null, null, null, null, null, null, null, null, null,
                null, null, new ComputeProfile.Patience(2, 1, 5, null), null);
    }

    private Workspace workspace() {
        return new Releases(root, "none").files();
    }
}
