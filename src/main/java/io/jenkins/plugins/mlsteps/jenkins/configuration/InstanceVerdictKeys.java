package io.jenkins.plugins.mlsteps.jenkins.configuration;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.util.Secret;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKey;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKeys;
import io.jenkins.plugins.mlsteps.gate.attestation.TrustedKey;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictRegister;
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
 * the instance's secret key, and the public keys that signed before it. Verdicts of theirs count that are not of a later time,
 * unless the key was distrusted when it was replaced. {@code ml-verdicts.jsonl} registers what was signed.
 */
@Extension
public final class InstanceVerdictKeys implements SigningKeys {
    private static final String FILE = "ml-verdict-keys.json";
    private static final String REGISTER = "ml-verdicts.jsonl";

    /**
     * What the file holds.
     *
     * @param signing private key in PEM, encrypted by {@link Secret}
     * @param retired whose verdicts of their time count; the newest first
     * @param distrusted whose verdicts do not count; the newest first
     */
    record KeyRing(String signing, List<Retired> retired, List<Retired> distrusted) implements Serializable {
        KeyRing {
            retired = retired == null ? List.of() : List.copyOf(retired);
            distrusted = distrusted == null ? List.of() : List.copyOf(distrusted);
        }
    }

    /**
     * A key that signs no more.
     *
     * @param publicKey in PEM
     * @param until when it was replaced; it signs nothing that is of a later time
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
    public synchronized List<TrustedKey> trusted() throws IOException {
        KeyRing ring = ring();
        List<TrustedKey> keys = new ArrayList<>();
        keys.add(TrustedKey.always(signing(ring).publicKey()));
        for (Retired retired : ring.retired()) {
            PublicKey key = KeyDirectory.publicKey(retired.publicKey(), file().toString());
            keys.add(new TrustedKey(key, retired.until()));
        }
        return List.copyOf(keys);
    }

    @Override
    public VerdictRegister register() {
        return new VerdictRegister(inHome(REGISTER));
    }

    /** Keys that signed before and whose verdicts of that time count, the newest first. */
    public synchronized List<Retired> retired() throws IOException {
        return ring().retired();
    }

    /** Keys that signed before and whose verdicts do not count, the newest first. */
    public synchronized List<Retired> distrusted() throws IOException {
        return ring().distrusted();
    }

    /**
     * Signs with a new key from now on; verdicts that the old one signed until now still count. Who may do so is the caller's to
     * check.
     *
     * @param by who wants it
     */
    public synchronized void rotate(String by) throws IOException {
        KeyRing ring = ring();
        write(SigningKey.generate(), newestFirst(retire(ring, by), ring.retired()), ring.distrusted());
    }

    /**
     * Signs with a new key from now on; verdicts of the old one and of those before it do not count any more. Who may do so is the
     * caller's to check.
     *
     * @param by who wants it
     */
    public synchronized void rotateAndDistrust(String by) throws IOException {
        KeyRing ring = ring();
        List<Retired> distrusted = newestFirst(retire(ring, by), ring.retired());
        distrusted.addAll(ring.distrusted());
        write(SigningKey.generate(), List.of(), distrusted);
    }

    private Retired retire(KeyRing ring, String by) throws IOException {
        SigningKey old = signing(ring);
        return new Retired(old.id(), old.publicPem(), Instant.now(), by);
    }

    private static List<Retired> newestFirst(Retired newest, List<Retired> others) {
        List<Retired> all = new ArrayList<>();
        all.add(newest);
        all.addAll(others);
        return all;
    }

    /** Made once: an unreadable file is an error, not a reason for a new key that knows no earlier verdict. */
    private KeyRing ring() throws IOException {
        if (!Files.exists(file())) {
            return write(SigningKey.generate(), List.of(), List.of());
        }
        return Json.read(file(), KeyRing.class);
    }

    private KeyRing write(SigningKey signing, List<Retired> retired, List<Retired> distrusted) throws IOException {
        KeyRing ring =
                new KeyRing(Secret.fromString(signing.privatePem()).getEncryptedValue(), retired, distrusted);
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
        return inHome(FILE);
    }

    private static Path inHome(String name) {
        return Jenkins.get().getRootDir().toPath().resolve(name);
    }
}
