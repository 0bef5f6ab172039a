package io.jenkins.plugins.mlsteps.deploy.promotion;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * What is known of one gate's verdict about a model.
 *
 * @param problem why there is no authentic verdict: missing, unreadable, not signed by a trusted key; null when there is one
 * @param digest of the model the verdict is about
 * @param job whose build made the verdict; null when it does not say
 * @param failed rules of the checks that did not pass
 * @param absolute whether a check passed that needed no baseline, or had one
 * @param time of the verdict
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GateEvidence(
        String gate, String problem, boolean passed, String digest, String job, List<String> failed, boolean absolute, Instant time)
        implements Serializable {
    public GateEvidence {
        failed = failed == null ? List.of() : List.copyOf(failed);
    }

    /** No verdict that could be believed. */
    public static GateEvidence absent(String gate, String problem) {
        return new GateEvidence(gate, problem, false, null, null, null, false, null);
    }

    /** A verdict whose signature was verified. */
    public static GateEvidence authentic(Verdict verdict) {
        List<String> failed = verdict.checks().stream()
                .filter(check -> !check.passed())
                .map(Verdict.Check::rule)
                .toList();
        boolean absolute = verdict.checks().stream()
                .anyMatch(check -> check.passed() && check.isAbsolute());
        return new GateEvidence(
                verdict.gate(), null, verdict.passed(), verdict.digest(), verdict.job(), failed, absolute, verdict.time());
    }
}
