package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One training ({@code record.json}).
 *
 * @param form command, no code or body
 * @param workload where it ran: runner, identifier, machine
 * @param exitCode of the command; null for a body
 * @param metrics last value of each metric
 * @param digest of the model; null when none was made or collected
 * @param dataset what was trained on; null when the step named no data
 * @param leaderboard candidates of the built-in trainer, the selected one, then the others best first; empty for other forms
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainRecord(
        String name,
        Status status,
        String form,
        TrainSpec spec,
        Map<String, String> workload,
        Instant start,
        Instant end,
        Integer exitCode,
        String reason,
        Map<String, Double> metrics,
        String digest,
        Dataset dataset,
        SourceRevision source,
        String host,
        List<Candidate> leaderboard,
        String predictions,
        int attempts)
        implements Serializable {

    public TrainRecord {
        metrics = metrics == null ? Map.of() : metrics;
        leaderboard = leaderboard == null ? List.of() : List.copyOf(leaderboard);
    }

    /** How a training ended. */
    public enum Status {
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        ABORTED
    }

    public Duration duration() {
        return Duration.between(start, end);
    }

    /**
     * The data a model was trained on.
     *
     * @param digest {@code sha256:…}
     * @param rows and {@code columns}: null unless the built-in trainer read it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Dataset(String path, String digest, long bytes, Long rows, List<Column> columns)
            implements Serializable {}

    /**
     * A column as the built-in trainer understood it.
     *
     * @param type number, category, date or text
     * @param role feature, target or ignored
     * @param missing cells without a value
     * @param distinct number of distinct values
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Column(String name, String type, String role, long missing, long distinct) implements Serializable {}

    /**
     * One candidate of the built-in trainer.
     *
     * @param score mean cross-validated score
     * @param spread standard deviation over the folds
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Candidate(
            String family, Map<String, Object> params, String metric, double score, double spread, double seconds)
            implements Serializable {}
}
