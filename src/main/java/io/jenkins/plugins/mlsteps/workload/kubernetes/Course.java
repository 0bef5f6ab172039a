package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.workload.WorkloadStatus;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.PodSighting;

/** What is to be done now for a Job, from what is seen of it. */
sealed interface Course {
    /** Nothing but to wait: the status says for what. */
    record Wait(WorkloadStatus status) implements Course {}

    /** A pod waits for its files. */
    record Send(PodSighting pod) implements Course {}

    /** The command runs. */
    record Run(PodSighting pod) implements Course {}

    /**
     * The command has ended, or is told to, and its files are to be brought home.
     *
     * @param end null while it is not known why it is told to
     */
    record Bring(PodSighting pod, WorkloadStatus end) implements Course {}

    /** The cluster takes the pod away and will start another: what is needed to go on is to be brought home. */
    record Rescue(PodSighting pod) implements Course {}

    /** No pod is there and the Job does not say why. */
    record Ask() implements Course {}

    /** Something is wrong that may still mend; past its time it will not. */
    record Doubt(Kind kind, String reason) implements Course {
        enum Kind {
            IMAGE,
            NODE
        }
    }

    /** What can never run. */
    record Refuse(String reason) implements Course {}

    /** It is over, and there is nothing to bring home. */
    record Over(WorkloadStatus status) implements Course {}
}
