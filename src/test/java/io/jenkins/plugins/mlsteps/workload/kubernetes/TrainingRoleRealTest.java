package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.RoleContract;
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
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.junit.jupiter.api.io.TempDir;

class TrainingRoleRealTest extends RoleContract {
    @TempDir
    Path root;

    TrainingRoleRealTest() {
        super("training-role.yaml");
    }

    /** Runs a command with files in and out, cancels one, loses one that somebody deletes, and asks about one that gets no pod. */
    @Override
    protected String everything() throws Exception {
        Files.writeString(root.resolve("data.csv"), "a,b\n1,2\n");
        KubernetesRunner runner = runner(profile(null));
        String ran = end(runner, Workloads.of("cp data.csv out").upload("data.csv").download("out"));
        if (ran != null) {
            return ran;
        }
        assertThat(root.resolve("out")).hasContent("a,b\n1,2\n");
        Workload sleeping = Workloads.of("sleep 600").build();
        WorkloadHandle handle = runner.prepare(sleeping);
        runner.submit(sleeping, handle);
        runner.cancel(List.of(handle));
        String lost = lost();
        return lost == null ? withoutPod() : lost;
    }

    private String lost() throws Exception {
        Workload workload = Workloads.of("sleep 600").build();
        KubernetesRunner runner = runner(profile(null));
        WorkloadHandle handle = runner.prepare(workload);
        runner.submit(workload, handle);
        runner.status(handle);
        cluster.client().batch().v1().jobs().inNamespace(namespace).withName(handle.details().get("job")).delete();
        WorkloadStatus end = until(runner, handle, WorkloadStatus::isFinished);
        return end.phase() == WorkloadStatus.Phase.LOST ? null : String.valueOf(end);
    }

    private String withoutPod() throws Exception {
        Workload workload = Workloads.of("true").build();
        KubernetesRunner runner = runner(profile("absent"));
        WorkloadHandle handle = runner.prepare(workload);
        runner.submit(workload, handle);
        until(runner, handle, status -> status.reason() != null && status.reason().contains("its pod cannot be made"));
        runner.cancel(List.of(handle));
        return "done";
    }

    private static WorkloadStatus until(KubernetesRunner runner, WorkloadHandle handle, Predicate<WorkloadStatus> condition)
            throws Exception {
        AtomicReference<WorkloadStatus> last = new AtomicReference<>();
        AtomicReference<IOException> refused = new AtomicReference<>();
        Deadline.await(
                Duration.ofSeconds(60),
                () -> {
                    try {
                        last.set(runner.status(handle));
                    } catch (IOException e) {
                        refused.set(e);
                        return true;
                    }
                    return condition.test(last.get());
                },
                () -> String.valueOf(last.get()));
        if (refused.get() != null) {
            throw refused.get();
        }
        return last.get();
    }

    private static String end(KubernetesRunner runner, Workloads words) throws Exception {
        Workload workload = words.build();
        WorkloadHandle handle = runner.prepare(workload);
        runner.submit(workload, handle);
        WorkloadStatus end = until(runner, handle, WorkloadStatus::isFinished);
        return end.phase() == WorkloadStatus.Phase.SUCCEEDED ? null : end.reason();
    }

    private KubernetesRunner runner(ComputeProfile profile) {
        Owner owner = new Owner("a test", "folder/churn training", build -> true, line -> {});
        return new KubernetesRunner(Releases.cluster(user), profile, workspace(), owner);
    }

    private ComputeProfile profile(String serviceAccount) {
        return new ComputeProfile(
                ComputeProfile.Type.kubernetes, null, null, null, namespace, serviceAccount, null, null, null, null, null, null, null, null,
                null, null, new ComputeProfile.Patience(2, 1, 5, null), null, null);
    }

    private Workspace workspace() {
        return new Releases(root, "none").files();
    }
}
