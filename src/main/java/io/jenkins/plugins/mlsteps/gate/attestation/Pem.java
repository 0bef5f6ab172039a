package io.jenkins.plugins.mlsteps.gate.attestation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Ed25519 keys as PEM text (RFC 7468): PKCS#8 private keys and SubjectPublicKeyInfo public keys, as OpenSSL writes them. */
final class Pem {
    private static final String PRIVATE = "PRIVATE KEY";
    private static final String PUBLIC = "PUBLIC KEY";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    static String of(PrivateKey key) {
        return write(PRIVATE, key.getEncoded());
    }

    static String of(PublicKey key) {
        return write(PUBLIC, key.getEncoded());
    }

    static PrivateKey privateKey(String pem, String where) throws GeneralSecurityException {
        byte[] der = read(PRIVATE, pem, where);
        try {
            return KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            throw new GeneralSecurityException(where + " holds a private key that is not of Ed25519", e);
        }
    }

    static PublicKey publicKey(String pem, String where) throws GeneralSecurityException {
        byte[] der = read(PUBLIC, pem, where);
        try {
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            throw new GeneralSecurityException("it holds a key of another kind", e);
        }
    }

    private static String write(String label, byte[] der) {
        String body = new String(LINES.encode(der), StandardCharsets.US_ASCII);
        return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    }

    private static byte[] read(String label, String pem, String where) throws GeneralSecurityException {
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        int from = pem.indexOf(begin);
        int to = pem.indexOf(end);
        if (from < 0 || to < from) {
            throw new GeneralSecurityException(
                    where + " holds no '" + begin + "'; expected is an Ed25519 key in PEM, as 'openssl genpkey -algorithm"
                            + " ed25519' or 'openssl pkey -pubout' writes it");
        }
        try {
            return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException(where + " is not readable PEM: " + e.getMessage(), e);
        }
    }
}
