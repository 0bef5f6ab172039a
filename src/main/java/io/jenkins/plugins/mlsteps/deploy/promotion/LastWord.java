package io.jenkins.plugins.mlsteps.deploy.promotion;

import io.jenkins.plugins.mlsteps.gate.attestation.VerdictRegister;
import io.jenkins.plugins.mlsteps.host.JobNames;
import java.io.IOException;

/**
 * Verdicts that count only while they are the last word: not where the gate has been asked about the same model since, and has
 * refused it.
 *
 * @param verdicts where they are looked up
 * @param register of all that were signed
 * @param jobs whose later verdicts are listened to
 * @param names of those jobs; a refusal stays one where its job was renamed or deleted
 */
public record LastWord(EvidenceSource verdicts, VerdictRegister register, AcceptedJobs jobs, JobNames names)
        implements EvidenceSource {
    @Override
    public GateEvidence find(String gate, String digest) throws IOException, InterruptedException {
        GateEvidence evidence = verdicts.find(gate, digest);
        boolean letsIn = evidence.problem() == null && evidence.passed() && evidence.time() != null && digest.equals(evidence.digest());
        return letsIn
                ? register.lastRefusal(gate, digest, evidence.time(), this::isHeard)
                        .map(later -> GateEvidence.absent(gate, said(evidence, later)))
                        .orElse(evidence)
                : evidence;
    }

    private boolean isHeard(VerdictRegister.Entry later) {
        return jobs.include(later.job())
                || (later.job() != null && names.now(later.job(), later.time()).filter(jobs::include).isPresent());
    }

    private static String said(GateEvidence evidence, VerdictRegister.Entry later) {
        return "it passed at " + evidence.time() + ", but job '" + later.job() + "' asked it again at " + later.time()
                + ", and the model did not pass" + (later.failed() == null ? "" : ": " + later.failed());
    }
}
