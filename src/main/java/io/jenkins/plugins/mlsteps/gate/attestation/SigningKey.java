package io.jenkins.plugins.mlsteps.gate.attestation;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;

/**
 * An Ed25519 key (RFC 8032) that signs verdicts. It stays in the process that drives the steps and never travels to where a
 * training or an author's code runs.
 */
public final class SigningKey {
    private final PrivateKey secret;
    private final PublicKey published;

    private SigningKey(KeyPair pair) {
        this.secret = pair.getPrivate();
        this.published = pair.getPublic();
    }

    /** A new key from the system's randomness. */
    public static SigningKey generate() {
        return new SigningKey(pair(new SecureRandom()));
    }

    /**
     * @param pem PKCS#8 private key
     * @param where names the source in the error
     * @throws GeneralSecurityException when it is not an Ed25519 private key
     */
    public static SigningKey parse(String pem, String where) throws GeneralSecurityException {
        PrivateKey secret = Pem.privateKey(pem, where);
        byte[] seed = ((EdECPrivateKey) secret)
                .getBytes()
                .orElseThrow(() -> new GeneralSecurityException(where + " holds an Ed25519 key without its bytes"));
        return new SigningKey(pair(new Seed(seed)));
    }

    public PublicKey publicKey() {
        return published;
    }

    /** SHA-256 of the public key in hex, as envelopes name who signed. */
    public String id() {
        return KeyId.of(published);
    }

    /** The public key as verifiers and {@code mlsteps verify-verdict --key} read it. */
    public String publicPem() {
        return Pem.of(published);
    }

    /** The private key as {@link #parse} reads it; whoever keeps it keeps it secret. */
    public String privatePem() {
        return Pem.of(secret);
    }

    /** 64 bytes. */
    byte[] sign(byte[] message) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(secret);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime cannot sign with Ed25519", e);
        }
    }

    private static KeyPair pair(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
            generator.initialize(NamedParameterSpec.ED25519, random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java runtime has no Ed25519", e);
        }
    }

    /**
     * The 32 bytes an Ed25519 key is made of, in place of randomness: the JDK derives a public key from a private one only
     * while it generates the pair.
     */
    private static final class Seed extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        Seed(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        @Override
        public void nextBytes(byte[] target) {
            System.arraycopy(bytes, 0, target, 0, target.length);
        }
    }
}
