package io.jenkins.plugins.mlsteps.deploy.promotion;

import io.jenkins.plugins.mlsteps.host.JobNames;
import java.io.IOException;

/**
 * Verdicts under the names that their jobs have now. A signed verdict names its job as it was named then; another may have the name
 * since, and none of the other's verdicts.
 *
 * @param verdicts as they were signed
 */
public record FollowedJobs(EvidenceSource verdicts, JobNames names) implements EvidenceSource {
    @Override
    public GateEvidence find(String gate, String digest) throws IOException, InterruptedException {
        GateEvidence evidence = verdicts.find(gate, digest);
        if (Requirements.isBlank(evidence.job()) || evidence.time() == null) {
            return evidence;
        }
        return names.now(evidence.job(), evidence.time())
                .map(evidence::ofJob)
                .orElseGet(() -> GateEvidence.absent(
                        gate,
                        "the job that was called '" + evidence.job() + "' when it judged, at " + evidence.time()
                                + ", was deleted; run the gate again"));
    }
}
