package io.jenkins.plugins.mlsteps.jenkins.promotion;

import io.jenkins.plugins.mlsteps.deploy.promotion.GateEvidence;
import io.jenkins.plugins.mlsteps.report.page.Mark;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.Objects;

/**
 * What a gate said of a model, as pages show it.
 *
 * @param words when it said so and what failed, or why there is no verdict
 */
public record EvidenceLine(String gate, Mark mark, String words) {
    /** @param digest of the model that is promoted; a verdict about another one says so */
    static EvidenceLine of(GateEvidence evidence, String digest) {
        if (evidence.problem() != null) {
            return new EvidenceLine(evidence.gate(), new Mark("No verdict", "bad"), evidence.problem());
        }
        StringBuilder words = new StringBuilder(Wording.time(evidence.time()));
        if (!evidence.failed().isEmpty()) {
            words.append(", failed: ").append(String.join("; ", evidence.failed()));
        }
        if (!Objects.equals(digest, evidence.digest())) {
            words.append(", of another model: ").append(Wording.shortDigest(evidence.digest()));
        }
        return new EvidenceLine(evidence.gate(), Mark.ofVerdict(evidence.passed(), true), words.toString());
    }
}
