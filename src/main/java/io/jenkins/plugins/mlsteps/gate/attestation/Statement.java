package io.jenkins.plugins.mlsteps.gate.attestation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A verdict as an <a href="https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md">in-toto statement</a>: the
 * subject is the judged model by digest, the predicate is the verdict.
 */
record Statement(@JsonProperty("_type") String type, List<Subject> subject, String predicateType, Verdict predicate)
        implements Serializable {
    static final String TYPE = "https://in-toto.io/Statement/v1";
    static final String VERDICT = "https://plugins.jenkins.io/ml-pipeline-steps/verdict/v1";

    private static final String ALGORITHM = "sha256";

    Statement {
        subject = subject == null ? List.of() : List.copyOf(subject);
    }

    /** @param digest algorithm to hex */
    record Subject(String name, Map<String, String> digest) implements Serializable {}

    static Statement about(Verdict verdict) {
        String hex = verdict.digest().substring(ALGORITHM.length() + 1);
        return new Statement(
                TYPE, List.of(new Subject(verdict.model(), Map.of(ALGORITHM, hex))), VERDICT, verdict);
    }

    /** Whether the one subject is the model the predicate speaks of. */
    boolean isConsistent() {
        return subject.size() == 1
                && predicate.model().equals(subject.get(0).name())
                && predicate.digest() != null
                && predicate.digest().equals(ALGORITHM + ":" + subject.get(0).digest().get(ALGORITHM));
    }
}
