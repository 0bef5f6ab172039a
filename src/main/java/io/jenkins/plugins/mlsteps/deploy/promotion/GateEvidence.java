package io.jenkins.plugins.mlsteps.deploy.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.Reason;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of one gate's verdict about a model.
 *
 * @param problem why there is no authentic verdict: missing, unreadable, not signed by a trusted key; null when there is one
 * @param digest of the model the verdict is about
 * @param job whose build made the verdict, by the name that it had when the verdict was looked up; null when it does not say
 * @param failed rules of the checks that did not pass, at most {@value #MOST_FAILED}
 * @param absolute whether a check passed that needed no baseline, or had one
 * @param time of the verdict
 * @param replayed whether somebody had edited the steps of the build that made the verdict
 * @param measured the numbers that the verdict states; null without one, and where they are of no use any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GateEvidence(
        String gate,
        String problem,
        boolean passed,
        String digest,
        String job,
        List<String> failed,
        boolean absolute,
        Instant time,
        boolean replayed,
        Measured measured)
        implements Serializable {
    static final int MOST_FAILED = 20;

    public GateEvidence {
        failed = failed == null ? List.of() : List.copyOf(failed);
    }

    /** Evidence from a build that nobody edited, without numbers. */
    public GateEvidence(
            String gate,
            String problem,
            boolean passed,
            String digest,
            String job,
            List<String> failed,
            boolean absolute,
            Instant time) {
        this(gate, problem, passed, digest, job, failed, absolute, time, false, null);
    }

    /**
     * The numbers of a verdict.
     *
     * @param comparedWith an environment, a registered model or a build that the gate was told to compare with; null for none
     * @param baseline what the gate compared with; null when with nothing
     * @param slices metrics of each, by {@code column=value}, partially pooled where the gate pooled them
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Measured(
            Map<String, Double> metrics,
            String comparedWith,
            Verdict.Baseline baseline,
            Map<String, Map<String, Double>> slices)
            implements Serializable {
        public Measured {
            metrics = metrics == null ? Map.of() : metrics;
            slices = slices == null ? Map.of() : slices;
        }

        static Measured of(Verdict verdict) {
            Map<String, Map<String, Double>> slices = new TreeMap<>();
            verdict.slices().forEach(slice -> slices.put(slice.slice(), slice.pooled() == null ? slice.metrics() : slice.pooled()));
            return new Measured(verdict.metrics(), verdict.comparedWith(), verdict.baseline(), slices);
        }
    }

    /** The same without the numbers, for those who only want to know which verdict it was. */
    public GateEvidence inBrief() {
        return new GateEvidence(gate, problem, passed, digest, job, failed, absolute, time, replayed, null);
    }

    /** The same under another name of the job. */
    GateEvidence ofJob(String name) {
        return new GateEvidence(gate, problem, passed, digest, name, failed, absolute, time, replayed, measured);
    }

    /** No verdict that could be believed. */
    public static GateEvidence absent(String gate, String problem) {
        return new GateEvidence(gate, Reason.cut(problem), false, null, null, null, false, null);
    }

    /** A verdict whose signature was verified. */
    public static GateEvidence authentic(Verdict verdict) {
        List<String> failed = verdict.checks().stream()
                .filter(check -> !check.passed())
                .map(Verdict.Check::rule)
                .map(Reason::cut)
                .limit(MOST_FAILED)
                .toList();
        boolean absolute = verdict.checks().stream()
                .anyMatch(check -> check.passed() && check.isAbsolute());
        return new GateEvidence(
                verdict.gate(),
                null,
                verdict.passed(),
                verdict.digest(),
                verdict.job(),
                failed,
                absolute,
                verdict.time(),
                Boolean.TRUE.equals(verdict.replayed()),
                Measured.of(verdict));
    }
}
