package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One trial of a study (a line of {@code trials.jsonl}).
 *
 * @param number from 0, in the order of asking
 * @param value of the objective; null unless complete, or pruned with a last report
 * @param intermediate values reported while it ran
 * @param reason why it failed or was pruned
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Trial(
        int number,
        Map<String, Object> params,
        State state,
        Double value,
        List<Report> intermediate,
        Map<String, Double> metrics,
        String reason,
        Instant start,
        Instant end)
        implements Serializable {
    public Trial {
        intermediate = intermediate == null ? List.of() : List.copyOf(intermediate);
        metrics = metrics == null ? Map.of() : metrics;
    }

    /** Where a trial is in its life. */
    public enum State {
        RUNNING,
        COMPLETE,
        /** Stopped while it ran, because it looked bad. */
        PRUNED,
        FAILED,
        /** Stopped because it took too long. */
        TIMED_OUT,
        /** Ended, but an objective was NaN or infinite. */
        NOT_FINITE
    }

    /** An intermediate value of the objective. */
    public record Report(long step, double value) implements Serializable {}

    @JsonIgnore
    public boolean isFinished() {
        return state != State.RUNNING;
    }
}
