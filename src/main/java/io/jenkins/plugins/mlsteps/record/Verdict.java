package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a gate decided about a model ({@code verdict.json}).
 *
 * @param digest of the model that was judged
 * @param passed whether every check passed
 * @param metrics what the rules saw
 * @param baseline what the candidate was compared with; null when the gate named none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verdict(
        String gate,
        String model,
        String digest,
        boolean passed,
        List<Check> checks,
        Map<String, Double> metrics,
        Baseline baseline,
        Map<String, String> inputs,
        SourceRevision source,
        String builder,
        String tool,
        Instant time)
        implements Serializable {
    public Verdict {
        checks = List.copyOf(checks);
        metrics = metrics == null ? Map.of() : metrics;
        inputs = inputs == null ? Map.of() : inputs;
    }

    /**
     * One condition the model had to meet.
     *
     * @param rule as the author wrote it
     * @param observed what was seen
     * @param required what the rule asks for
     * @param reason one sentence: why it passed or failed
     * @param statistics of a hypothesis test; null for a rule
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Check(
            String rule, boolean passed, String observed, String required, String reason, Statistics statistics)
            implements Serializable {
        /** Observed by a comparison that was let pass because there was nothing to compare with. */
        public static final String NO_BASELINE = "no baseline";
    }

    /**
     * The numbers of a hypothesis test.
     *
     * @param method named with its source, such as "paired BCa bootstrap"
     * @param effect candidate minus baseline, positive is better
     * @param low and {@code high}: interval of the effect
     * @param rowsNeeded to reach 80 % power at the observed effect; null when unknown
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Statistics(
            String method,
            Double effect,
            Double low,
            Double high,
            Double margin,
            Double alpha,
            Double pValue,
            Double adjustedPValue,
            Double power,
            Long rows,
            Long rowsNeeded)
            implements Serializable {}

    /** The model a candidate was compared with. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Baseline(String reference, String digest, Map<String, Double> metrics) implements Serializable {}
}
