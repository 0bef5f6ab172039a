package io.jenkins.plugins.mlsteps.gate.attestation;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A signed payload in the <a href="https://github.com/secure-systems-lab/dsse/blob/master/envelope.md">DSSE</a> envelope, as
 * cosign and other attestation tools read it.
 *
 * @param payload base64
 */
public record Envelope(String payloadType, String payload, List<Signed> signatures) implements Serializable {
    /** The media type of in-toto statements. */
    public static final String IN_TOTO = "application/vnd.in-toto+json";

    public Envelope {
        signatures = signatures == null ? List.of() : List.copyOf(signatures);
    }

    /**
     * @param keyid SHA-256 of the public key; a hint, not to be trusted
     * @param sig base64
     */
    public record Signed(String keyid, String sig) implements Serializable {}

    static Envelope seal(String payloadType, byte[] payload, SigningKey key) {
        byte[] signature = key.sign(preAuthentication(payloadType, payload));
        Base64.Encoder base64 = Base64.getEncoder();
        return new Envelope(
                payloadType,
                base64.encodeToString(payload),
                List.of(new Signed(KeyId.of(key.publicKey()), base64.encodeToString(signature))));
    }

    /** What is signed: DSSE's pre-authentication encoding, so that a payload cannot be taken for one of another type. */
    static byte[] preAuthentication(String payloadType, byte[] payload) {
        byte[] type = payloadType.getBytes(StandardCharsets.UTF_8);
        byte[] head = ("DSSEv1 " + type.length + " " + payloadType + " " + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] encoded = new byte[head.length + payload.length];
        System.arraycopy(head, 0, encoded, 0, head.length);
        System.arraycopy(payload, 0, encoded, head.length, payload.length);
        return encoded;
    }
}
