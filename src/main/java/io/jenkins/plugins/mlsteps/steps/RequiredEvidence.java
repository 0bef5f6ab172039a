package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.promotion.AcceptedJobs;
import io.jenkins.plugins.mlsteps.deploy.promotion.EvidenceSource;
import io.jenkins.plugins.mlsteps.deploy.promotion.FollowedJobs;
import io.jenkins.plugins.mlsteps.deploy.promotion.GateEvidence;
import io.jenkins.plugins.mlsteps.deploy.promotion.LastWord;
import io.jenkins.plugins.mlsteps.deploy.promotion.Promotion;
import io.jenkins.plugins.mlsteps.deploy.promotion.PromotionRequest;
import io.jenkins.plugins.mlsteps.deploy.promotion.SignedVerdicts;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKeys;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.RequiredGate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The verdicts that a policy asks for.
 *
 * @param policy names the gates, and the jobs whose verdicts count
 * @param host in whose workspace they left their verdicts
 * @param keys of the host; verdicts signed by those it trusts count
 */
record RequiredEvidence(Policy policy, Host host, SigningKeys keys) {
    /** What is known of each required gate's verdict about the model of a promotion. */
    List<GateEvidence> about(Promotion promotion, ModelLook model) throws IOException, InterruptedException {
        if (policy.gates().isEmpty()) {
            return List.of();
        }
        EvidenceSource source = source(promotion.request());
        List<GateEvidence> found = new ArrayList<>();
        for (RequiredGate gate : policy.gates()) {
            GateEvidence evidence = source.find(gate.name(), promotion.request().digest());
            found.add(isOfAnotherModel(evidence, promotion) ? namingChanges(evidence, model.look()) : evidence);
        }
        return found;
    }

    /** A model that comes back does so with the verdict that let it in, whatever was said of it since. */
    private EvidenceSource source(PromotionRequest request) throws IOException {
        EvidenceSource signed = new FollowedJobs(new SignedVerdicts(host.workspace(), keys.trusted()), host.jobNames());
        return request.origin() == PromotionRequest.Origin.ROLLBACK
                ? signed
                : new LastWord(
                        signed, keys.register(), new AcceptedJobs(policy.verdictsFrom(), request.job()), host.jobNames());
    }

    private static boolean isOfAnotherModel(GateEvidence evidence, Promotion promotion) {
        return evidence.problem() == null && !promotion.request().digest().equals(evidence.digest());
    }

    /** Says which files are not as the training left them, where that is why the digest is another one. */
    private static GateEvidence namingChanges(GateEvidence evidence, ShippedModel model) {
        return model.changes().isEmpty()
                ? evidence
                : GateEvidence.absent(
                        evidence.gate(),
                        "it judged " + evidence.digest() + ", to be deployed is " + model.digest() + ": "
                                + String.join(", ", model.changes()));
    }

    /** Reads the model that is to be shipped. */
    @FunctionalInterface
    interface ModelLook {
        ShippedModel look() throws IOException, InterruptedException;
    }
}
