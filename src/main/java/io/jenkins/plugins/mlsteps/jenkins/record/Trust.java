package io.jenkins.plugins.mlsteps.jenkins.record;

import io.jenkins.plugins.mlsteps.gate.attestation.TrustedKey;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictVerifier;
import io.jenkins.plugins.mlsteps.jenkins.configuration.InstanceVerdictKeys;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** The keys whose verdicts count at one time. */
final class Trust {
    private static final Logger LOGGER = Logger.getLogger(Trust.class.getName());

    private final Map<String, TrustedKey> keys;

    private Trust(List<TrustedKey> keys) {
        this.keys = keys.stream().collect(Collectors.toMap(TrustedKey::id, Function.identity(), (one, same) -> one));
    }

    /** In no key when they cannot be read: then no verdict is shown as signed, and pages stay. */
    static Trust now() {
        try {
            return new Trust(InstanceVerdictKeys.get().trusted());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "no verdict counts as signed: the keys cannot be read", e);
            return new Trust(List.of());
        }
    }

    boolean covers(Vouched.Signature signature) {
        TrustedKey key = keys.get(signature.key());
        return key != null && key.trusts(signature.time());
    }

    VerdictVerifier verifier() {
        return VerdictVerifier.trusting(keys.values());
    }
}
