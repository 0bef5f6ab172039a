package io.jenkins.plugins.mlsteps.deploy.promotion;

import java.io.IOException;

/** Where verdicts are looked up. */
@FunctionalInterface
public interface EvidenceSource {
    /**
     * What is known of a gate's verdict about the model with this digest; never null. Whatever cannot be found, read or
     * verified is evidence with a problem, not an exception.
     *
     * @throws IOException when the place itself cannot be reached, which may be different later
     */
    GateEvidence find(String gate, String digest) throws IOException, InterruptedException;
}
