package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import io.jenkins.plugins.mlsteps.workload.Shell;
import io.jenkins.plugins.mlsteps.workload.WorkingDirectory;
import io.jenkins.plugins.mlsteps.workload.Workload;
import io.jenkins.plugins.mlsteps.workload.WorkloadHandle;
import io.jenkins.plugins.mlsteps.workload.WorkloadRunner;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.files.PathChoice;
import io.jenkins.plugins.mlsteps.workload.kubernetes.files.Upload;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.JobManifest;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.JobName;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.PodLayout;
import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.ObjectStore;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.JobWatch;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs workloads as Jobs of a Kubernetes cluster. A Job is found again by its handle alone; what this process holds of it only
 * saves work.
 */
public final class KubernetesRunner implements WorkloadRunner {
    public static final String NAME = "kubernetes";

    private static final Map<String, LiveJob> LIVE = new ConcurrentHashMap<>();

    private final Cluster cluster;
    private final ComputeProfile profile;
    private final Workspace workspace;
    private final Owner owner;
    private final ObjectStore store;

    /** Files go through the API server. */
    public KubernetesRunner(Cluster cluster, ComputeProfile profile, Workspace workspace, Owner owner) {
        this(cluster, profile, workspace, owner, null);
    }

    /** @param store that files go through; null for the API server */
    public KubernetesRunner(Cluster cluster, ComputeProfile profile, Workspace workspace, Owner owner, ObjectStore store) {
        this.cluster = cluster;
        this.profile = profile;
        this.workspace = workspace;
        this.owner = owner;
        this.store = store;
    }

    @Override
    public WorkingDirectory workingDirectory() {
        return new WorkingDirectory(PodLayout.WORKSPACE, Shell.POSIX);
    }

    /**
     * @throws IOException when the profile's object storage cannot be used
     * @throws SpecException when the workload asks for what the profile does not allow, or names files that are not there
     */
    @Override
    public WorkloadHandle prepare(Workload workload) throws IOException, InterruptedException {
        String job = JobName.of(
                workload.labels().getOrDefault("step", "workload"),
                workload.labels().getOrDefault("build", ""),
                workload.id());
        new JobManifest(job, workload, profile).build();
        requireGlobs("upload", workload.upload());
        requireGlobs("model' or 'metrics", workload.download());
        requireGlobs("checkpoint", workload.checkpoint() == null ? List.of() : List.of(workload.checkpoint()));
        requireFiles(workload);
        String namespace = profile.namespace() == null ? cluster.defaultNamespace() : profile.namespace();
        if (store != null) {
            store.requireUsable(namespace + "/" + job + "/probe");
        }
        return new WorkloadHandle(
                NAME, workload.id(), Details.of(workload, namespace, job).toMap());
    }

    @Override
    public void submit(Workload workload, WorkloadHandle handle) throws IOException {
        Details details = Details.of(handle);
        JobWatch.of(cluster, details.namespace());
        sweep(details.namespace()).onceInThisProcess(new JobRemains(cluster, details.namespace()));
        JobRequests.create(cluster, details.namespace(), new JobManifest(details.job(), workload, profile).build());
    }

    @Override
    public WorkloadStatus status(WorkloadHandle handle) throws IOException, InterruptedException {
        WorkloadStatus status = live(handle).status();
        if (status.isFinished()) {
            LIVE.remove(key(handle)); // all that is left to know is in the workspace
        }
        return status;
    }

    @Override
    public OutputChunk output(WorkloadHandle handle, long cursor) throws IOException, InterruptedException {
        return live(handle).output(cursor);
    }

    @Override
    public void cancel(List<WorkloadHandle> handles) throws IOException, InterruptedException {
        for (WorkloadHandle handle : handles) {
            LiveJob live = live(handle);
            live.leave();
            LIVE.remove(key(handle));
        }
        List<Details> jobs = handles.stream().map(Details::of).toList();
        try {
            new Cancellation(cluster, jobs).run();
        } catch (IOException | InterruptedException e) {
            jobs.forEach(job -> sweep(job.namespace()).leave(new JobRemains(cluster, job.namespace()), List.of(job.job())));
            throw e;
        }
    }

    private OrphanSweep sweep(String namespace) {
        return new OrphanSweep(cluster, namespace, owner);
    }

    private LiveJob live(WorkloadHandle handle) {
        return LIVE.computeIfAbsent(
                key(handle), key -> new LiveJob(cluster, workspace, profile, Details.of(handle), store));
    }

    private String key(WorkloadHandle handle) {
        return cluster.identity() + " " + handle.details().get("namespace") + " " + handle.details().get("job");
    }

    private static void requireGlobs(String parameter, List<String> patterns) {
        try {
            new PathChoice(patterns);
        } catch (IllegalArgumentException e) {
            throw new SpecException("parameter '" + parameter + "': " + e.getMessage(), e);
        }
    }

    private void requireFiles(Workload workload) throws InterruptedException {
        try {
            new Upload(cluster, "", workspace, new PathChoice(workload.upload()), workload.checkpoint(), null).weigh();
        } catch (IOException e) {
            throw new SpecException("parameter 'upload': " + IoFailure.sentence(e), e);
        }
    }
}
