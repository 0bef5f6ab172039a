package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.WorkloadStatus.Phase;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cause.Cause;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.PodSighting;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.Sighting;
import java.util.Optional;

/**
 * Decides what to do for a Job from what is seen of it and what was brought home before; asks nobody and changes nothing.
 *
 * @param gpuType that the step asked for; null for any
 * @param timeoutSeconds of the step; 0 for none
 */
record Navigator(ComputeProfile profile, String gpuType, long timeoutSeconds) {

    Course course(Sighting job, Ledger ledger) {
        Optional<PodSighting> current =
                job.pods().stream().filter(pod -> !pod.isOver()).findFirst();
        if (current.isPresent() && !ledger.has(current.get().uid())) {
            Optional<Course> course = withPod(current.get(), job);
            if (course.isPresent()) {
                return course.get();
            }
        }
        if (job.end() != null && job.end().isFinal()) {
            return new Course.Over(over(job, ledger));
        }
        return current.isPresent() ? new Course.Wait(running(null)) : withoutPod(job, ledger);
    }

    private Optional<Course> withPod(PodSighting pod, Sighting job) {
        // A queue takes its room back by suspending the Job.
        boolean goes = pod.disruption() != null || job.suspended();
        boolean canFetch = pod.results() != null && pod.results().running();
        if (pod.hasTrained() || pod.isStopping()) {
            if (!canFetch) {
                return pod.isStopping() && !pod.hasTrained() && job.end() == null
                        ? Optional.of(new Course.Wait(running(Cause.disruption(pod))))
                        : Optional.empty();
            }
            return Optional.of(goes ? new Course.Rescue(pod) : new Course.Bring(pod, end(pod, job)));
        }
        if (job.end() != null) {
            return job.end().isFinal() ? Optional.empty() : Optional.of(new Course.Wait(running("the pod is being stopped")));
        }
        if (pod.train() != null && pod.train().running()) {
            return Optional.of(new Course.Run(pod));
        }
        if (pod.receive() != null && pod.receive().running()) {
            return Optional.of(new Course.Send(pod));
        }
        if (pod.node() == null && pod.unschedulable() != null) {
            return Optional.of(new Course.Doubt(Course.Doubt.Kind.NODE, pod.unschedulable()));
        }
        return Optional.of(Cause.trouble(pod)
                .<Course>map(reason -> Cause.isForEver(pod)
                        ? new Course.Refuse(reason)
                        : new Course.Doubt(Course.Doubt.Kind.IMAGE, reason))
                .orElse(new Course.Wait(pending(null))));
    }

    private Course withoutPod(Sighting job, Ledger ledger) {
        if (job.suspended()) {
            return new Course.Wait(pending("waiting for admission by queue '" + profile.queue() + "'"));
        }
        if (job.pods().isEmpty()) {
            return ledger.pods().isEmpty() ? new Course.Ask() : new Course.Wait(pending("the pod is started again"));
        }
        return new Course.Wait(pending(Cause.disruption(job.pods().get(0)) + "; it is started again"));
    }

    /** Null while only the cluster knows: past a Job's deadline its pod is told to go before the Job says why. */
    private WorkloadStatus end(PodSighting pod, Sighting job) {
        if (job.end() != null && "DeadlineExceeded".equals(job.end().reason())) {
            return timedOut();
        }
        if (pod.isStopping()) {
            return job.end() == null ? null : deleted(pod);
        }
        int code = pod.train().exit().code();
        return code == 0
                ? new WorkloadStatus(Phase.SUCCEEDED, 0, null)
                : new WorkloadStatus(Phase.FAILED, code, Cause.exit(pod));
    }

    /** Of a Job that ended before its files were brought home, or before it was known why its pod was told to go. */
    private WorkloadStatus over(Sighting job, Ledger ledger) {
        if ("DeadlineExceeded".equals(job.end().reason())) {
            return timedOut();
        }
        Optional<PodSighting> last = job.pods().stream().findFirst();
        if (last.isEmpty() && !ledger.pods().isEmpty()) {
            return new WorkloadStatus(Phase.FAILED, null, "the pod that ran the command is gone: somebody deleted it");
        }
        if (last.isPresent() && last.get().isStopping() && ledger.has(last.get().uid())) {
            return deleted(last.get());
        }
        if (last.isPresent() && last.get().hasTrained() && last.get().train().exit().code() != 0) {
            return new WorkloadStatus(Phase.FAILED, last.get().train().exit().code(), Cause.exit(last.get()));
        }
        if (last.isPresent() && last.get().hasTrained()) {
            return new WorkloadStatus(
                    Phase.FAILED,
                    last.get().train().exit().code(),
                    "the command ended well, but the pod ended before its files were fetched; it waits "
                            + profile.retention().resultsMinutes() + " min for that (retention.resultsMinutes)");
        }
        if (last.isPresent() && (last.get().reason() != null || last.get().isStopping())) {
            return new WorkloadStatus(Phase.FAILED, null, Cause.disruption(last.get()));
        }
        String said = job.end().message() == null ? job.end().reason() : job.end().reason() + ": " + job.end().message();
        return new WorkloadStatus(Phase.FAILED, null, "the Job ended without running the command to its end (" + said + ")");
    }

    private static WorkloadStatus deleted(PodSighting pod) {
        return new WorkloadStatus(Phase.FAILED, null, Cause.disruption(pod));
    }

    private WorkloadStatus timedOut() {
        return new WorkloadStatus(Phase.TIMED_OUT, null, "stopped after " + timeoutSeconds + " s");
    }

    private static WorkloadStatus running(String reason) {
        return new WorkloadStatus(Phase.RUNNING, null, reason);
    }

    private static WorkloadStatus pending(String reason) {
        return new WorkloadStatus(Phase.PENDING, null, reason);
    }
}
