package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a gate decided about a model ({@code verdict.json}).
 *
 * @param digest of the model that was judged
 * @param passed whether every check passed
 * @param metrics what the rules saw
 * @param comparedWith what the gate was told to compare with, as its author wrote it: an environment, a registered model or a build;
 *     null when told nothing, or a file of the workspace, which the pipeline itself writes
 * @param baseline what the candidate was compared with; null when there was nothing
 * @param slices the parts of the predictions that the gate was asked to look at
 * @param sliceSearch where the model is worse than elsewhere, whether asked for or not; null when the predictions have no column to look at
 * @param builder identifies the host whose build judged it
 * @param job full name of the job of that build
 * @param replayed true when somebody had edited the steps of that one build; null when nobody had
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Verdict(
        String gate,
        String model,
        String digest,
        boolean passed,
        List<Check> checks,
        Map<String, Double> metrics,
        String comparedWith,
        Baseline baseline,
        List<Slice> slices,
        SliceSearch sliceSearch,
        Map<String, String> inputs,
        SourceRevision source,
        String builder,
        String job,
        Boolean replayed,
        String tool,
        Instant time)
        implements Serializable {
    @JsonCreator
    public Verdict {
        slices = slices == null ? List.of() : List.copyOf(slices);
        checks = List.copyOf(checks);
        metrics = metrics == null ? Map.of() : metrics;
        inputs = inputs == null ? Map.of() : inputs;
    }

    /** A verdict that looked at no slices, of a job that is not known. */
    public Verdict(
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
            Instant time) {
        this(gate, model, digest, passed, checks, metrics, null, baseline, null, null, inputs, source, builder, null, null, tool, time);
    }

    /** Whether checks let a model pass: all of them did, and there was one. */
    public static boolean passes(List<Check> checks) {
        return !checks.isEmpty() && checks.stream().allMatch(Check::passed);
    }

    /** The same verdict, by a build of this job. */
    public Verdict ofJob(String name) {
        return new Verdict(
                gate,
                model,
                digest,
                passed,
                checks,
                metrics,
                comparedWith,
                baseline,
                slices,
                sliceSearch,
                inputs,
                source,
                builder,
                name,
                replayed,
                tool,
                time);
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

        /** What the rule of a check about the model's files starts with; no condition of an author can. */
        public static final String FILES = "model files: ";

        /** Whether it says how good the model is, by itself: not a comparison with nothing, not a look at its files. */
        @JsonIgnore
        public boolean isAbsolute() {
            return !NO_BASELINE.equals(observed) && !String.valueOf(rule).startsWith(FILES);
        }
    }

    /**
     * The numbers of a hypothesis test.
     *
     * @param method named with its source, such as "paired BCa bootstrap"
     * @param effect candidate minus baseline, positive is better
     * @param low and {@code high}: interval of the effect
     * @param power how likely a candidate passes that is as good as the baseline (for {@code superior}: better by the effect)
     * @param rowsNeeded for a power of 80 %; null when no number of rows suffices
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

    /**
     * The model a candidate was compared with.
     *
     * @param predictions a file of the workspace that the author named, from which its metrics were measured; null when they are those
     *     that were kept with it
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Baseline(String reference, String digest, Map<String, Double> metrics, String predictions)
            implements Serializable {
        public Baseline(String reference, String digest, Map<String, Double> metrics) {
            this(reference, digest, metrics, null);
        }
    }

    /**
     * A part of the predictions.
     *
     * @param slice as {@code column=value}
     * @param metrics as measured on its rows
     * @param pooled what they are likely to be, given the other slices of the column; what rules for slices judge
     */
    public record Slice(String slice, long rows, Map<String, Double> metrics, Map<String, Double> pooled)
            implements Serializable {}

    /**
     * A search for parts of the predictions where the model is worse than in all other rows.
     *
     * @param columns whose values, and combinations of two, were looked at
     * @param slices how many had enough rows to be compared
     * @param worst at most five that are significantly worse, the worst first
     */
    public record SliceSearch(List<String> columns, int slices, List<WorstSlice> worst) implements Serializable {
        public SliceSearch {
            columns = List.copyOf(columns);
            worst = List.copyOf(worst);
        }

        private static final int NAMED = 5;

        /** What was done, for people. */
        public String sentence() {
            if (slices == 0) {
                return "no slice of " + named() + " has enough rows to be compared with the others";
            }
            return String.format(
                    Locale.ROOT,
                    "%s of the %,d slices of %s %s worse than elsewhere",
                    worst.isEmpty() ? "none" : "some",
                    slices,
                    named(),
                    worst.isEmpty() ? "is" : "are");
        }

        private String named() {
            String first = String.join(", ", columns.stream().limit(NAMED).toList());
            return columns.size() > NAMED ? first + " and " + (columns.size() - NAMED) + " more columns" : first;
        }
    }

    /** The slices that are worse than elsewhere; empty when none is, or none was looked for. */
    public List<WorstSlice> worstSlices() {
        return sliceSearch == null ? List.of() : sliceSearch.worst();
    }

    /**
     * A part of the predictions where the model is worse than in all other rows.
     *
     * @param slice one {@code column=value}, or two joined by "and"
     * @param value of the metric in the slice
     * @param elsewhere value of the metric in all other rows
     * @param adjustedPValue of the difference, adjusted for all slices that were looked at
     */
    public record WorstSlice(String slice, long rows, String metric, double value, double elsewhere, double adjustedPValue)
            implements Serializable {
        /** What is known of the slice, for people: {@code accuracy = 0.61 in 312 rows, 0.93 elsewhere (adjusted p = 2e-09)}. */
        public String sentence() {
            return String.format(
                    Locale.ROOT, "%s = %.4g in %d rows, %.4g elsewhere (adjusted p = %.1g)", metric, value, rows, elsewhere, adjustedPValue);
        }
    }
}
