package io.jenkins.plugins.mlsteps.gate.attestation;

import java.io.IOException;
import java.util.List;

/** The keys of one installation: the one that signs its verdicts, and those whose verdicts it accepts; and what was signed. */
public interface SigningKeys {
    /**
     * The key that signs; made when there is none.
     *
     * @throws IOException saying where the key is kept and what is wrong with it
     */
    SigningKey signing() throws IOException;

    /**
     * The keys whose verdicts count here, the signing one among them.
     *
     * @throws IOException saying where a key is kept and what is wrong with it
     */
    List<TrustedKey> trusted() throws IOException;

    /** What was signed here. */
    VerdictRegister register();
}
