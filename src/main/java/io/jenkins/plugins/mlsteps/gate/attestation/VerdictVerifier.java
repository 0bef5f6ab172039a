package io.jenkins.plugins.mlsteps.gate.attestation;

import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Tells an authentic verdict from anything else. */
public final class VerdictVerifier {
    /** Each is tried with each key. Verdicts have one; somebody may have signed them besides. */
    private static final int MOST_SIGNATURES = 16;

    private final List<TrustedKey> keys;

    private VerdictVerifier(List<TrustedKey> keys) {
        this.keys = keys;
    }

    /** @param keys whose signatures are accepted; any one of them suffices */
    public VerdictVerifier(Collection<PublicKey> keys) {
        this(keys.stream().map(TrustedKey::always).toList());
    }

    /** @param keys whose signatures are accepted, each as long as it is trusted; any one of them suffices */
    public static VerdictVerifier trusting(Collection<TrustedKey> keys) {
        return new VerdictVerifier(List.copyOf(keys));
    }

    public static Verdict verify(Path envelope, PublicKey... keys) throws VerificationException {
        return new VerdictVerifier(List.of(keys)).verify(envelope);
    }

    /**
     * The verdict in an envelope file, whether it passed or failed: what it says is the caller's to judge.
     *
     * @throws VerificationException when the file is missing or unreadable, no accepted key signed it, it is of a time after
     *     that of its key, or it is not a consistent statement about one model
     */
    public Verdict verify(Path file) throws VerificationException {
        try {
            return verify(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new VerificationException(file + " cannot be read: " + IoFailure.sentence(e), e);
        }
    }

    /**
     * @param json the envelope
     * @param where names it in errors
     */
    public Verdict verify(String json, String where) throws VerificationException {
        return open(json, where).verdict();
    }

    /** As {@link #verify(String, String)}, and who signed it. */
    public SignedVerdict open(String json, String where) throws VerificationException {
        Envelope envelope = parse(json, Envelope.class, where + " is not a DSSE envelope");
        byte[] payload = payload(envelope, where);
        List<TrustedKey> signers = acceptedSigners(envelope, payload, where);
        String text = new String(payload, StandardCharsets.UTF_8);
        Verdict verdict = consistent(parse(text, Statement.class, where + " holds no in-toto statement"), where);
        return new SignedVerdict(verdict, signerInTime(verdict, signers, where).id());
    }

    /** As {@link #verify(Path)}, and the verdict must be about this digest. */
    public Verdict verify(Path file, String digest) throws VerificationException {
        Verdict verdict = verify(file);
        if (!verdict.digest().equals(digest)) {
            throw new VerificationException(
                    file + " is a verdict about " + verdict.digest() + ", expected is one about " + digest);
        }
        return verdict;
    }

    private static byte[] payload(Envelope envelope, String where) throws VerificationException {
        if (!Envelope.IN_TOTO.equals(envelope.payloadType()) || envelope.payload() == null) {
            throw new VerificationException(where + " has payload type '" + envelope.payloadType() + "', expected is '"
                    + Envelope.IN_TOTO + "' with a payload");
        }
        return decode(envelope.payload(), where);
    }

    /** At least one. */
    private List<TrustedKey> acceptedSigners(Envelope envelope, byte[] payload, String where) throws VerificationException {
        if (envelope.signatures().size() > MOST_SIGNATURES) {
            throw new VerificationException(where + " has " + envelope.signatures().size() + " signatures, at most "
                    + MOST_SIGNATURES + " are looked at");
        }
        byte[] message = Envelope.preAuthentication(envelope.payloadType(), payload);
        List<TrustedKey> signers = new ArrayList<>();
        for (Envelope.Signed signed : envelope.signatures()) {
            byte[] signature = decode(signed.sig(), where);
            keys.stream().filter(trusted -> isSignature(signature, message, trusted.key())).forEach(signers::add);
        }
        if (!signers.isEmpty()) {
            return signers;
        }
        throw new VerificationException(where + " is not signed by a key that is accepted here: it was changed after "
                + "signing, or another key signed it (signed by " + signers(envelope) + "; accepted are "
                + keys.stream().map(VerdictVerifier::brief).collect(Collectors.joining(", ")) + ")");
    }

    /** Whoever has a key that was replaced can sign with it, but says so by the time, unless it lies about that. */
    private static TrustedKey signerInTime(Verdict verdict, List<TrustedKey> signers, String where)
            throws VerificationException {
        TrustedKey any = signers.get(0);
        return signers.stream()
                .filter(signer -> signer.trusts(verdict.time()))
                .findFirst()
                .orElseThrow(() -> new VerificationException(where + " is a verdict of " + verdict.time()
                        + ", but the key that signed it (" + brief(any) + ") was replaced at " + any.until()
                        + " and signs nothing later; run the gate again"));
    }

    private static boolean isSignature(byte[] signature, byte[] message, PublicKey key) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // Wrong length, or a key of another algorithm: not a signature by this key.
            return false;
        }
    }

    private static Verdict consistent(Statement statement, String where) throws VerificationException {
        if (!Statement.TYPE.equals(statement.type()) || !Statement.VERDICT.equals(statement.predicateType())) {
            throw new VerificationException(where + " is a statement of type '" + statement.type() + "' with predicate '"
                    + statement.predicateType() + "', expected are '" + Statement.TYPE + "' and '" + Statement.VERDICT
                    + "'");
        }
        Verdict verdict = statement.predicate();
        if (verdict == null || verdict.model() == null || verdict.gate() == null || !statement.isConsistent()) {
            throw new VerificationException(where + " does not name one model that its verdict is about");
        }
        boolean allPassed = !verdict.checks().isEmpty()
                && verdict.checks().stream().allMatch(Verdict.Check::passed);
        if (verdict.passed() && !allPassed) {
            throw new VerificationException(where + " says that the gate passed, but not every check of it did");
        }
        return verdict;
    }

    private static byte[] decode(String base64, String where) throws VerificationException {
        try {
            return Base64.getDecoder().decode(base64 == null ? "" : base64);
        } catch (IllegalArgumentException e) {
            throw new VerificationException(where + " is not valid base64: " + e.getMessage(), e);
        }
    }

    private static <T> T parse(String json, Class<T> type, String otherwise) throws VerificationException {
        try {
            T value = Json.parse(json, type);
            if (value == null) {
                throw new VerificationException(otherwise + ": it is empty");
            }
            return value;
        } catch (IOException e) {
            throw new VerificationException(otherwise + ": " + IoFailure.sentence(e), e);
        }
    }

    private static String signers(Envelope envelope) {
        List<String> ids = envelope.signatures().stream()
                .map(signed -> signed.keyid() == null ? "?" : brief(signed.keyid()))
                .toList();
        return ids.isEmpty() ? "nobody" : String.join(", ", ids);
    }

    private static String brief(TrustedKey trusted) {
        return brief(trusted.id());
    }

    private static String brief(String keyId) {
        return keyId.length() > 12 ? keyId.substring(0, 12) : keyId;
    }
}
