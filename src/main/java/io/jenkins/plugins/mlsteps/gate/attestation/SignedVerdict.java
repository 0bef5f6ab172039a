package io.jenkins.plugins.mlsteps.gate.attestation;

import io.jenkins.plugins.mlsteps.record.Verdict;

/**
 * A verdict that is authentic.
 *
 * @param signer id of the trusted key that signed it
 */
public record SignedVerdict(Verdict verdict, String signer) {}
