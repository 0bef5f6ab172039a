package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cause.Cause;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.files.Fetch;
import io.jenkins.plugins.mlsteps.workload.kubernetes.files.PathChoice;
import io.jenkins.plugins.mlsteps.workload.kubernetes.files.Upload;
import io.jenkins.plugins.mlsteps.workload.kubernetes.storage.ObjectStore;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.JobWatch;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.PodSighting;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.Sighting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What this process does for one Job while it lives: files on their way, the tail of its output, since when something is wrong.
 * Nothing of it is needed to go on after a restart.
 */
final class LiveJob {
    /** From a Job's creation to its sight in the watch, or from its end to its removal. */
    private static final Duration UNSEEN = Duration.ofSeconds(5);

    /** What runs no longer than this is not followed: its output comes with its files. */
    private static final Duration SHORT = Duration.ofSeconds(1);

    private final Cluster cluster;
    private final Workspace workspace;
    private final ComputeProfile profile;
    private final Details details;
    private final Passage passage;
    private final Errands errands = new Errands();
    private final Since since = new Since();
    private final JobOutput output;
    private Ledger ledger;
    private List<String> products;

    /** @param store that files go through; null for the API server */
    LiveJob(Cluster cluster, Workspace workspace, ComputeProfile profile, Details details, ObjectStore store) {
        this.cluster = cluster;
        this.workspace = workspace;
        this.profile = profile;
        this.details = details;
        this.passage = new Passage(store, details.namespace() + "/" + details.job());
        this.output = new JobOutput(cluster, workspace, details);
    }

    synchronized WorkloadStatus status() throws IOException, InterruptedException {
        Optional<WorkloadStatus> end = end();
        if (end.isPresent()) {
            return end.get();
        }
        JobWatch watch = JobWatch.of(cluster, details.namespace());
        if (!watch.isSynced()) {
            return unwatched(watch.problem());
        }
        Optional<Sighting> job = watch.see(details.job());
        return job.isEmpty() ? unseen() : follow(job.get());
    }

    /** The end, once everything is home; also when an earlier process brought it. */
    private Optional<WorkloadStatus> end() throws IOException, InterruptedException {
        if (ledger == null) {
            String scratch = details.scratch();
            ledger = workspace.act(root -> Ledger.read(root, scratch));
        }
        return Optional.ofNullable(ledger.end());
    }

    private static WorkloadStatus unwatched(Optional<ApiFailure> problem) throws ApiFailure {
        if (problem.isPresent() && problem.get().isFinal()) {
            throw problem.get();
        }
        return pending(problem.map(why -> "the API server does not answer: " + why.getMessage()).orElse(null));
    }

    private WorkloadStatus unseen() throws IOException, InterruptedException {
        if (!since.longerThan("unseen", UNSEEN) || JobRequests.exists(cluster, details.namespace(), details.job())) {
            return pending(null);
        }
        return close(new WorkloadStatus(
                Phase.LOST, null, "Job " + details.job() + " is gone from namespace " + details.namespace() + ": somebody deleted it"));
    }

    private WorkloadStatus follow(Sighting job) throws IOException, InterruptedException {
        since.forget("unseen");
        Course course = new Navigator(profile, details.gpuType(), details.timeoutSeconds()).course(job, ledger);
        if (!(course instanceof Course.Doubt)) {
            since.forget(Course.Doubt.Kind.IMAGE.name());
            since.forget(Course.Doubt.Kind.NODE.name());
        }
        if (course instanceof Course.Wait waiting) {
            return waiting.status();
        } else if (course instanceof Course.Send send) {
            return send(send.pod());
        } else if (course instanceof Course.Run run) {
            return run(run.pod());
        } else if (course instanceof Course.Bring bring) {
            return bring(bring.pod(), bring.end());
        } else if (course instanceof Course.Rescue rescue) {
            return rescue(rescue.pod());
        } else if (course instanceof Course.Ask) {
            return ask();
        } else if (course instanceof Course.Doubt doubt) {
            return doubt(doubt);
        } else if (course instanceof Course.Refuse refuse) {
            return giveUp(Phase.REFUSED, refuse.reason());
        }
        return close(((Course.Over) course).status());
    }

    private WorkloadStatus send(PodSighting pod) throws IOException, InterruptedException {
        String errand = "send " + pod.uid();
        if (passage.isClosed()) {
            return giveUp(phase(errand), "its files cannot be sent: " + passage.problem().orElse(""));
        }
        errands.run(errand, () -> passage.run(() -> upload().send(pod.name())));
        Optional<String> problem = errands.problem(errand);
        return errands.isHopeless(errand)
                ? giveUp(phase(errand), "its files cannot be sent: " + problem.orElse(""))
                : pending(problem.map(why -> "its files cannot be sent yet: " + why).orElse(null));
    }

    private Upload upload() {
        return new Upload(cluster, details.namespace(), workspace, new PathChoice(details.upload()), details.checkpoint(), passage.object("in"));
    }

    private WorkloadStatus run(PodSighting pod) {
        if (since.longerThan("run " + pod.uid(), SHORT)) {
            output.follow(pod);
        }
        Optional<String> problem = keepCheckpoint(pod).map(why -> "its checkpoint could not be copied: " + why);
        return running(pod.disruption() == null ? problem.orElse(null) : Cause.disruption(pod) + "; it is started again");
    }

    /**
     * Has copies of the checkpoint made while the command runs, for a node may go without a word.
     *
     * @return why the last one could not be made
     */
    private Optional<String> keepCheckpoint(PodSighting pod) {
        Duration interval = Duration.ofMillis(Math.round(profile.patience().checkpointMinutes() * 60_000));
        if (details.checkpoint() == null || interval.isZero()) {
            return Optional.empty();
        }
        String errand = "checkpoint " + pod.uid();
        errands.repeat(errand, interval, () -> fetch(pod, List.of(details.checkpoint()), Fetch.NONE_OF_THE_OUTPUT, 0, null));
        return errands.problem(errand);
    }

    private WorkloadStatus bring(PodSighting pod, WorkloadStatus end) throws IOException, InterruptedException {
        List<String> wanted = new ArrayList<>(details.download());
        if (details.checkpoint() != null) {
            wanted.add(details.checkpoint());
        }
        return bring(pod, wanted, end);
    }

    /** A node that is gone for good gives nothing back: its next pod goes on from what came home before. */
    private WorkloadStatus rescue(PodSighting pod) throws IOException, InterruptedException {
        return errands.isHopeless("bring " + pod.uid())
                ? running(Cause.disruption(pod) + ", and does not answer; what it wrote since the last copy is lost")
                : bring(pod, details.checkpoint() == null ? List.of() : List.of(details.checkpoint()), null);
    }

    private WorkloadStatus bring(PodSighting pod, List<String> wanted, WorkloadStatus end)
            throws IOException, InterruptedException {
        long known = output.known(pod.uid());
        String errand = "bring " + pod.uid();
        errands.run(errand, () -> fetch(pod, wanted, known, waitSeconds(pod), () -> keep(new Ledger.Kept(pod.uid(), known), end)));
        if (errands.isDone(errand)) {
            output.stop();
            return end().orElse(pending("the pod is started again"));
        }
        Optional<String> problem = errands.problem(errand);
        return errands.isHopeless(errand)
                ? giveUp(phase(errand), "its files cannot be fetched: " + problem.orElse(""))
                : running(problem.map(why -> "its files cannot be fetched yet: " + why).orElse(null));
    }

    /** What is left of its grace after this is for the files. */
    private static long waitSeconds(PodSighting pod) {
        return pod.hasTrained() || !pod.isStopping() ? 0 : pod.graceSeconds() * 3 / 4;
    }

    /** What a command made cannot be made again as files can be sent again: where the storage fails they come through the API server. */
    private void fetch(PodSighting pod, List<String> wanted, long known, long waitSeconds, Fetch.Keeping keeping)
            throws IOException, InterruptedException {
        passage.run(() -> new Fetch(
                        cluster, details.namespace(), workspace, details.scratch(), new PathChoice(wanted), passage.object(pod.uid()))
                .run(pod.name(), pod.uid(), known, waitSeconds, keeping));
    }

    private synchronized void keep(Ledger.Kept pod, WorkloadStatus end) throws IOException, InterruptedException {
        write(end == null ? ledger.with(pod) : ledger.with(pod).ended(end));
    }

    private WorkloadStatus ask() throws IOException {
        if (!since.longerThan("no pod", UNSEEN)) {
            return pending(null);
        }
        since.forget("no pod");
        return pending(JobRequests.whyNoPod(cluster, details.namespace(), details.job()).orElse(null));
    }

    private WorkloadStatus doubt(Course.Doubt doubt) throws IOException, InterruptedException {
        String reason = doubt.kind() == Course.Doubt.Kind.IMAGE ? doubt.reason() : unschedulable(doubt.reason());
        Duration patience = doubt.kind() == Course.Doubt.Kind.IMAGE
                ? Duration.ofSeconds(profile.patience().imageSeconds())
                : Duration.ofMinutes(profile.patience().schedulingMinutes());
        boolean forEver = doubt.kind() == Course.Doubt.Kind.NODE && patience.isZero();
        if (forEver || !since.longerThan(doubt.kind().name(), patience)) {
            return pending(reason);
        }
        return giveUp(Phase.REFUSED, reason);
    }

    private String unschedulable(String said) throws IOException {
        if (products == null) {
            products = details.gpuType() == null
                    ? List.of()
                    : JobRequests.nodeLabels(cluster, profile.gpu().productLabel());
        }
        return Cause.unschedulable(said, profile.gpu(), details.gpuType(), products);
    }

    private Phase phase(String errand) {
        return errands.isRefused(errand) || passage.isRefused() ? Phase.REFUSED : Phase.FAILED;
    }

    private WorkloadStatus giveUp(Phase phase, String reason) throws IOException, InterruptedException {
        WorkloadStatus failed = close(new WorkloadStatus(phase, null, reason));
        JobRequests.delete(cluster, details.namespace(), details.job());
        return failed;
    }

    private WorkloadStatus close(WorkloadStatus end) throws IOException, InterruptedException {
        write(ledger.ended(end));
        output.stop();
        return end;
    }

    private void write(Ledger next) throws IOException, InterruptedException {
        String scratch = details.scratch();
        ledger = workspace.act(root -> next.write(root, scratch));
    }

    /**
     * @param cursor up to which everything was taken note of
     */
    synchronized OutputChunk output(long cursor) throws IOException, InterruptedException {
        end();
        return output.read(ledger, cursor);
    }

    /** Stops what this process does for it. */
    synchronized void leave() {
        output.stop();
        errands.stop();
    }

    private static WorkloadStatus running(String reason) {
        return new WorkloadStatus(Phase.RUNNING, null, reason);
    }

    private static WorkloadStatus pending(String reason) {
        return new WorkloadStatus(Phase.PENDING, null, reason);
    }
}
