package io.jenkins.plugins.mlsteps.workload;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;

/**
 * How a workload is doing.
 *
 * @param exitCode of the command; null while it runs or when it never did
 * @param reason one sentence for the author; null when there is nothing to say
 */
public record WorkloadStatus(Phase phase, Integer exitCode, String reason) implements Serializable {
    /** Where a workload is in its life. */
    public enum Phase {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        CANCELLED,
        /** It was submitted, and nothing of it is left: the machine went away. */
        LOST,
        /** What it needs was refused or is not there: trying again would give the same. */
        REFUSED
    }

    @JsonIgnore
    public boolean isFinished() {
        return phase != Phase.PENDING && phase != Phase.RUNNING;
    }
}
