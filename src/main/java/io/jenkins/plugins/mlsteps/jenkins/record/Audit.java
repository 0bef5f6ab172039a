package io.jenkins.plugins.mlsteps.jenkins.record;

import hudson.model.Run;
import io.jenkins.plugins.mlsteps.gate.attestation.SignedVerdict;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictVerifier;
import io.jenkins.plugins.mlsteps.gate.attestation.VerificationException;
import io.jenkins.plugins.mlsteps.jenkins.promotion.EndedPromotions;
import io.jenkins.plugins.mlsteps.jenkins.promotion.JobMoves;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Compares what an agent brought as the records of a build with what this Jenkins signed and did. */
final class Audit {
    private static final Logger LOGGER = Logger.getLogger(Audit.class.getName());

    private final Run<?, ?> run;
    private final Map<String, String> envelopes;
    private final Ledger earlier;
    private final Vouched before;
    private final VerdictVerifier verifier = Trust.now().verifier();

    /**
     * @param envelopes that stand in a workspace now, by gate
     * @param earlier what was kept of the build up to now
     * @param before what of it was vouched for
     */
    Audit(Run<?, ?> run, Map<String, String> envelopes, Ledger earlier, Vouched before) {
        this.run = run;
        this.envelopes = envelopes;
        this.earlier = earlier;
        this.before = before;
    }

    Vouched of(Ledger records) throws IOException {
        List<Vouched.Shipment> shipments = new ArrayList<>();
        for (Deployment deployment : records.deployments()) {
            shipment(deployment).ifPresent(shipments::add);
        }
        return new Vouched(
                records.verdicts().stream().map(this::signature).flatMap(Optional::stream).toList(), shipments);
    }

    private Optional<Vouched.Signature> signature(Verdict verdict) {
        String envelope = envelopes.get(String.valueOf(verdict.gate()));
        if (envelope != null) {
            return signature(verdict, envelope);
        }
        return earlier.verdicts().contains(verdict) ? before.signature(verdict.gate(), verdict.time()) : Optional.empty();
    }

    private Optional<Vouched.Signature> signature(Verdict verdict, String envelope) {
        try {
            SignedVerdict signed = verifier.open(envelope, "ml/gate/" + verdict.gate() + "/verdict.dsse.json");
            return signed.verdict().equals(verdict) && isOfThisBuild(verdict)
                    ? Optional.of(new Vouched.Signature(verdict.gate(), signed.signer(), verdict.time()))
                    : Optional.empty();
        } catch (VerificationException e) {
            LOGGER.log(Level.FINE, e, () -> "a verdict of " + run + " is not vouched for");
            return Optional.empty();
        }
    }

    /** A verdict that another job, or an earlier build of this one, got is authentic too. */
    private boolean isOfThisBuild(Verdict verdict) {
        return JobMoves.get().now(verdict.job(), verdict.time()).filter(run.getParent().getFullName()::equals).isPresent()
                && !verdict.time().isBefore(Instant.ofEpochMilli(run.getStartTimeInMillis()));
    }

    private Optional<Vouched.Shipment> shipment(Deployment deployment) throws IOException {
        return EndedPromotions.shipping(
                        run, deployment.environment(), deployment.name(), deployment.model(), deployment.digest())
                .map(promotion -> new Vouched.Shipment(deployment.environment(), deployment.name(), promotion));
    }
}
