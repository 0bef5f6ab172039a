package io.jenkins.plugins.mlsteps.jenkins.configuration;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.Secret;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKey;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKeys;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;

/**
 * The verdict keys of this Jenkins, in {@code ml-verdict-keys.json} of its home directory: the signing key encrypted with
 * the instance's secret key, and the public keys that signed before it, whose verdicts still count.
 */
@Extension
public final class InstanceVerdictKeys implements SigningKeys {
    private static final String FILE = "ml-verdict-keys.json";

    /**
     * What the file holds.
     *
     * @param signing private key in PEM, encrypted by {@link Secret}
     */
    record KeyRing(String signing, List<Retired> retired) implements Serializable {
        KeyRing {
            retired = retired == null ? List.of() : List.copyOf(retired);
        }
    }

    /**
     * A key that signs no more.
     *
     * @param publicKey in PEM
     * @param until when it was replaced
     * @param by who replaced it
     */
    public record Retired(String id, String publicKey, Instant until, String by) implements Serializable {}

    public static InstanceVerdictKeys get() {
        return ExtensionList.lookupSingleton(InstanceVerdictKeys.class);
    }

    @Override
    public synchronized SigningKey signing() throws IOException {
        return signing(ring());
    }

    @Override
    public synchronized List<PublicKey> trusted() throws IOException {
        KeyRing ring = ring();
        List<PublicKey> keys = new ArrayList<>();
        keys.add(signing(ring).publicKey());
        for (Retired retired : ring.retired()) {
            keys.add(KeyDirectory.publicKey(retired.publicKey(), file().toString()));
        }
        return List.copyOf(keys);
    }

    /** Keys that signed before, the newest first. */
    public synchronized List<Retired> retired() throws IOException {
        return ring().retired();
    }

    /**
     * Signs with a new key from now on; verdicts of the old one still count. Who may do so is the caller's to check.
     *
     * @param by who wants it
     */
    public synchronized void rotate(String by) throws IOException {
        KeyRing ring = ring();
        SigningKey old = signing(ring);
        List<Retired> retired = new ArrayList<>();
        retired.add(new Retired(old.id(), old.publicPem(), Instant.now(), by));
        retired.addAll(ring.retired());
        write(SigningKey.generate(), retired);
    }

    /** Made once: an unreadable file is an error, not a reason for a new key that knows no earlier verdict. */
    private KeyRing ring() throws IOException {
        if (!Files.exists(file())) {
            return write(SigningKey.generate(), List.of());
        }
        return Json.read(file(), KeyRing.class);
    }

    private KeyRing write(SigningKey signing, List<Retired> retired) throws IOException {
        KeyRing ring = new KeyRing(Secret.fromString(signing.privatePem()).getEncryptedValue(), retired);
        Json.write(file(), ring);
        return ring;
    }

    private SigningKey signing(KeyRing ring) throws IOException {
        Secret secret = ring.signing() == null ? null : Secret.decrypt(ring.signing());
        if (secret == null) {
            throw new IOException(file() + " cannot be decrypted: it was written with another secret key than that of this"
                    + " Jenkins; restore secrets/ with it, or move it away to get a new verdict key");
        }
        try {
            return SigningKey.parse(secret.getPlainText(), file().toString());
        } catch (GeneralSecurityException e) {
            throw new IOException("the verdict key cannot be used: " + e.getMessage(), e);
        }
    }

    private static Path file() {
        return Jenkins.get().getRootDir().toPath().resolve(FILE);
    }
}
