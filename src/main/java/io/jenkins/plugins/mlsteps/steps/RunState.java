package io.jenkins.plugins.mlsteps.steps;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Status;
import io.jenkins.plugins.mlsteps.workload.WorkloadHandle;
import java.io.Serializable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a run is: all that is needed to go on with it after a restart.
 *
 * @param id of the current attempt, also of its body
 * @param attempt from 1
 * @param handle of the workload; null for a body
 * @param start of the first attempt, once its workload runs: the time that it waited for a place is not its own
 * @param attemptStart of the current one, in the same way
 * @param cursor into its output
 * @param journal bytes of the metrics file that are ours; more were written by a turn that was not saved
 * @param last value of each metric
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RunState(
        Phase phase,
        String id,
        int attempt,
        WorkloadHandle handle,
        Instant start,
        Instant attemptStart,
        Instant end,
        long cursor,
        long journal,
        Map<String, Double> last,
        Status status,
        Integer exitCode,
        String reason)
        implements Serializable {
    RunState {
        // A state of an earlier version has none.
        attemptStart = attemptStart == null ? start : attemptStart;
    }

    /** What has been done. */
    enum Phase {
        NEW,
        PREPARED,
        /** Its workload or body waits for a place to run, or nobody has looked yet. */
        SUBMITTED,
        RUNNING,
        /** Its body was asked to end and has not, so that its place is taken; what becomes of the run is decided. */
        STOPPING,
        ENDED
    }

    static RunState initial() {
        return new RunState(Phase.NEW, null, 1, null, null, null, null, 0, 0, Map.of(), null, null, null);
    }

    RunState prepared(String newId, WorkloadHandle newHandle, Instant now) {
        return new RunState(
                Phase.PREPARED, newId, attempt, newHandle, start == null ? now : start, now, null, 0, journal, last, null, null, null);
    }

    RunState submitted() {
        return going(Phase.SUBMITTED, start, attemptStart);
    }

    /** A further attempt has held what it runs on before. */
    RunState runningSince(Instant now) {
        return going(Phase.RUNNING, attempt == 1 ? now : start, now);
    }

    RunState running() {
        return going(Phase.RUNNING, start, attemptStart);
    }

    private RunState going(Phase next, Instant newStart, Instant newAttemptStart) {
        return new RunState(next, id, attempt, handle, newStart, newAttemptStart, null, cursor, journal, last, null, null, null);
    }

    RunState read(long newCursor, MetricBatch batch) {
        Map<String, Double> merged = new LinkedHashMap<>(last);
        merged.putAll(batch.last());
        return new RunState(
                phase, id, attempt, handle, start, attemptStart, end, newCursor, batch.journal(), merged, status, exitCode, reason);
    }

    /** A new attempt; without checkpoints it starts over, so what the failed one measured is dropped. */
    RunState again(boolean keepsMetrics) {
        return new RunState(
                Phase.NEW, null, attempt + 1, null, start, null, null, 0, keepsMetrics ? journal : 0,
                keepsMetrics ? last : Map.of(), null, null, null);
    }

    RunState stopping(Status newStatus, String newReason) {
        return new RunState(
                Phase.STOPPING, id, attempt, handle, start, attemptStart, null, cursor, journal, last, newStatus, null, newReason);
    }

    RunState ended(Status newStatus, Integer newExitCode, String newReason, Instant now) {
        return new RunState(
                Phase.ENDED, id, attempt, handle, start, attemptStart, now, cursor, journal, last, newStatus, newExitCode, newReason);
    }

    /** Whether a workload of it may run. */
    boolean hasWorkload() {
        return handle != null && !isEnded();
    }

    boolean isEnded() {
        return phase == Phase.ENDED;
    }
}
