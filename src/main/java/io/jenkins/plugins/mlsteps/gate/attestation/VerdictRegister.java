package io.jenkins.plugins.mlsteps.gate.attestation;

import io.jenkins.plugins.mlsteps.record.JsonLines;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.Reason;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/**
 * Which verdicts an installation has signed, and when: a file of one line each, kept where the key is. A signed verdict is true for
 * ever about its own moment and travels with workspaces and builds; what came after it, only the register tells.
 */
public final class VerdictRegister {
    private final JsonLines<Entry> lines;

    public VerdictRegister(Path file) {
        this.lines = new JsonLines<>(file, Entry.class);
    }

    /**
     * A verdict that was signed.
     *
     * @param job whose build got it; null when unknown
     * @param failed rule of the first check that did not pass; null when all did
     */
    public record Entry(Instant time, String gate, String job, String digest, boolean passed, String failed)
            implements Serializable {
        static Entry of(Verdict verdict) {
            String failed = verdict.checks().stream()
                    .filter(check -> !check.passed())
                    .findFirst()
                    .map(check -> Reason.cut(check.rule()))
                    .orElse(null);
            return new Entry(
                    verdict.time(), verdict.gate(), verdict.job(), verdict.digest(), verdict.passed(), failed);
        }

        private boolean refuses(String gate, String digest, Instant since) {
            return !passed && gate.equals(this.gate) && digest.equals(this.digest) && time != null && time.isAfter(since);
        }
    }

    /** Notes a verdict; to be called before anybody can see it. */
    public void add(Verdict verdict) throws IOException {
        lines.append(Entry.of(verdict));
    }

    /**
     * The last verdict by which a gate refused a model after some time.
     *
     * @param which of its refusals are looked at
     * @throws IOException when the register cannot be read
     */
    public Optional<Entry> lastRefusal(String gate, String digest, Instant since, Predicate<Entry> which) throws IOException {
        AtomicReference<Entry> last = new AtomicReference<>();
        lines.eachWith(digest, entry -> {
            if (entry.refuses(gate, digest, since) && which.test(entry)) {
                last.set(entry);
            }
        });
        return Optional.ofNullable(last.get());
    }
}
