package io.jenkins.plugins.mlsteps.workload.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.jenkins.plugins.mlsteps.cluster.Deadline;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.host.WorkspaceHere;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.Patience;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.Volume;
import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import io.jenkins.plugins.mlsteps.workload.Workload;
import io.jenkins.plugins.mlsteps.workload.WorkloadHandle;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.KubeconfigClusters;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Runs one workload in a real cluster as a step does: status, then output, over and over. */
final class JobDriver {
    static final int ALIVE = 7;
    static final Duration SOON = Duration.ofSeconds(90);

    final Cluster cluster;
    final ComputeProfile profile;
    final Path root;
    final List<String> cleared = new ArrayList<>();
    final List<String> reasons = new ArrayList<>();
    final ByteArrayOutputStream output = new ByteArrayOutputStream();
    String controller = "a test";
    String build = Integer.toString(ALIVE);
    KubernetesRunner runner;
    WorkloadHandle handle;
    long cursor;

    private WorkloadStatus status;

    JobDriver(RealCluster real, String namespace, Path root, Patience patience) throws IOException {
        this(real.kubeconfig(), namespace, root, patience);
    }

    JobDriver(Path kubeconfig, String namespace, Path root, Patience patience) throws IOException {
        this(profile(kubeconfig, namespace, patience), root);
    }

    private JobDriver(ComputeProfile profile, Path root) throws IOException {
        this(new KubeconfigClusters(Map.of()).of(profile), profile, root);
    }

    private JobDriver(Cluster cluster, ComputeProfile profile, Path root) {
        this.cluster = cluster;
        this.profile = profile;
        this.root = root;
        this.runner = new KubernetesRunner(cluster, profile, workspace(), owner());
    }

    private static ComputeProfile profile(Path kubeconfig, String namespace, Patience patience) {
        return profile(kubeconfig, namespace, patience, null, null);
    }

    private static ComputeProfile profile(Path kubeconfig, String namespace, Patience patience, String queue, Volume volume) {
        return new ComputeProfile(
                ComputeProfile.Type.kubernetes,
                kubeconfig.toString(),
                "test",
                null,
                namespace,
                null, null, null, null, null, queue, null, null, volume, null, null,
                patience,
                null, null);
    }

    static JobDriver in(RealCluster real, String namespace, Path root) throws IOException {
        return new JobDriver(real, namespace, root, new Patience(2, 1, 20, null));
    }

    /** Through a connection of the test's own. */
    static JobDriver on(Cluster cluster, String namespace, Path root) {
        return new JobDriver(cluster, profile(Path.of("unused"), namespace, new Patience(2, 1, 20, null)), root);
    }

    /** With copies of the checkpoint while the command runs. */
    static JobDriver copying(RealCluster real, String namespace, Path root, double checkpointMinutes) throws IOException {
        return new JobDriver(real, namespace, root, new Patience(2, 1, 20, checkpointMinutes));
    }

    /** The same through a connection of the test's own. */
    static JobDriver copying(Cluster cluster, String namespace, Path root, double checkpointMinutes) {
        return new JobDriver(cluster, profile(Path.of("unused"), namespace, new Patience(2, 1, 20, checkpointMinutes)), root);
    }

    /** In a queue that admits nobody. */
    static JobDriver queued(Cluster cluster, String namespace, Path root) {
        return new JobDriver(cluster, profile(Path.of("unused"), namespace, null, "full", null), root);
    }

    /** With its files in a claim. */
    static JobDriver claiming(RealCluster real, String claim, String namespace, Path root) throws IOException {
        Patience patience = new Patience(2, 1, 20, null);
        return new JobDriver(profile(real.kubeconfig(), namespace, patience, null, new Volume(claim, null)), root);
    }

    /** Lets its files go through object storage. */
    JobDriver through(ObjectStore store) {
        runner = new KubernetesRunner(cluster, profile, workspace(), owner(), store);
        return this;
    }

    /** The same Job in the hands of a process that knows nothing but its handle and the saved cursor. */
    JobDriver restarted() throws IOException {
        JobDriver next = new JobDriver(
                new OtherConnection(cluster), profile, root);
        next.handle = handle;
        next.cursor = cursor;
        next.output.writeBytes(output.toByteArray());
        return next;
    }

    private Owner owner() {
        return new Owner("a test", "folder/churn training", build -> build == ALIVE, cleared::add);
    }

    Workspace workspace() {
        return new WorkspaceHere() {
            @Override
            public <T> T act(Task<T> task) throws IOException, InterruptedException {
                return task.on(root);
            }
        };
    }

    JobDriver submit(Workloads workload) throws Exception {
        Workload built = workload.build(controller, build);
        handle = runner.prepare(built);
        runner.submit(built, handle);
        return this;
    }

    String job() {
        return handle.details().get("job");
    }

    /** One look, as a step takes it. */
    WorkloadStatus look() throws Exception {
        status = runner.status(handle);
        if (status.reason() != null && (reasons.isEmpty() || !reasons.get(reasons.size() - 1).equals(status.reason()))) {
            reasons.add(status.reason());
        }
        OutputChunk chunk = runner.output(handle, cursor);
        output.write(chunk.bytes());
        cursor = chunk.next();
        return status;
    }

    /** Looks until something is so. */
    void until(BooleanSupplier condition) throws Exception {
        until(SOON, condition);
    }

    void until(Duration time, BooleanSupplier condition) throws Exception {
        Deadline.await(
                time,
                () -> {
                    look();
                    return condition.getAsBoolean();
                },
                () -> "status " + status + ", said " + reasons + ", printed " + printed());
    }

    boolean says(String reason) {
        return Objects.equals(status.reason(), reason);
    }

    boolean runs() {
        return status.phase() == Phase.RUNNING;
    }

    boolean isFinished() {
        return status.isFinished();
    }

    WorkloadStatus end() throws Exception {
        until(() -> status.isFinished());
        WorkloadStatus end = status;
        for (int before = -1; before != output.size(); ) {
            before = output.size();
            look();
        }
        return end;
    }

    String pod() {
        return cluster().pods().inNamespace(profile.namespace()).withLabel(Labels.WORKLOAD, job()).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .findFirst()
                .orElseThrow()
                .getMetadata()
                .getName();
    }

    /** Makes a file in the workspace of a pod. */
    void touch(String pod, String file) throws Exception {
        try (ExecWatch exec = cluster()
                .pods()
                .inNamespace(profile.namespace())
                .withName(pod)
                .inContainer("results")
                .writingOutput(OutputStream.nullOutputStream())
                .exec("touch", "/mlsteps/workspace/" + file)) {
            assertThat(exec.exitCode().get(SOON.toSeconds(), TimeUnit.SECONDS)).isZero();
        }
    }

    KubernetesClient cluster() {
        try {
            return cluster.client();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String printed() {
        return output.toString(StandardCharsets.UTF_8);
    }

    private record OtherConnection(Cluster cluster) implements Cluster {
        @Override
        public String identity() {
            return cluster.identity() + " again " + System.identityHashCode(this);
        }

        @Override
        public String defaultNamespace() throws IOException {
            return cluster.defaultNamespace();
        }

        @Override
        public KubernetesClient client() throws IOException {
            return cluster.client();
        }
    }
}
