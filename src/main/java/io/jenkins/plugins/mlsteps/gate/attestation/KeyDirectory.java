package io.jenkins.plugins.mlsteps.gate.attestation;

import io.jenkins.plugins.mlsteps.record.HomeDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Verdict keys as files: {@code keys/} in the home directory of mlsteps. {@code verdict.key} signs and is made on first use,
 * readable by its owner alone; {@code verdict.pub} verifies; {@code trusted/*.pub} verifies verdicts of other installations
 * and of earlier keys; {@code verdicts.jsonl} registers what was signed. {@code MLSTEPS_SIGNING_KEY} — a PKCS#8 PEM, or the path of one — replaces {@code verdict.key}.
 */
public final class KeyDirectory implements SigningKeys {
    /** Holds the signing key, or the path of its file. */
    public static final String KEY = "MLSTEPS_SIGNING_KEY";

    private final Supplier<Path> home;
    private final String given;

    /** @param home asked for only when it is needed */
    private KeyDirectory(Supplier<Path> home, String given) {
        this.home = home;
        this.given = given;
    }

    /** The keys of this process' user. */
    public static KeyDirectory standard() {
        return of(System.getenv());
    }

    /** The keys in a home directory. */
    public static KeyDirectory in(Path home) {
        return new KeyDirectory(() -> home, null);
    }

    static KeyDirectory of(Map<String, String> environment) {
        return new KeyDirectory(() -> HomeDirectory.of(environment), present(environment, KEY));
    }

    private Path directory() {
        return home.get().resolve("keys");
    }

    /** The public key, once {@link #signing} made it. */
    public Path publicKeyFile() {
        return directory().resolve("verdict.pub");
    }

    @Override
    public SigningKey signing() throws IOException {
        if (given != null) {
            return ofEnvironment();
        }
        Path file = directory().resolve("verdict.key");
        if (!Files.exists(file)) {
            create(file);
        }
        return parse(Files.readString(file), file.toString());
    }

    @Override
    public List<TrustedKey> trusted() throws IOException {
        List<TrustedKey> keys = new ArrayList<>();
        keys.add(TrustedKey.always(signing().publicKey()));
        Path others = directory().resolve("trusted");
        if (Files.isDirectory(others)) {
            try (Stream<Path> files = Files.list(others)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".pub")).sorted().toList()) {
                    keys.add(TrustedKey.always(publicKey(file)));
                }
            }
        }
        return List.copyOf(keys);
    }

    @Override
    public VerdictRegister register() {
        return new VerdictRegister(directory().resolve("verdicts.jsonl"));
    }

    /**
     * Reads a public key in PEM.
     *
     * @throws IOException when it is missing or not an Ed25519 public key
     */
    public static PublicKey publicKey(Path pem) throws IOException {
        return publicKey(Files.readString(pem), pem.toString());
    }

    /**
     * The same from text that is kept elsewhere.
     *
     * @param where names the place in the error
     */
    public static PublicKey publicKey(String pem, String where) throws IOException {
        try {
            return Pem.publicKey(pem, where);
        } catch (GeneralSecurityException e) {
            throw new IOException(where + " is not an Ed25519 public key: " + e.getMessage(), e);
        }
    }

    /**
     * Those who start at once agree on one key: the second waits and finds the first one's. The file lock is between
     * processes; threads of one process may not even ask for it together, so they queue on the monitor.
     */
    private void create(Path file) throws IOException {
        synchronized (KeyDirectory.class) {
            createAlone(file);
        }
    }

    private void createAlone(Path file) throws IOException {
        Files.createDirectories(directory(), permissions("rwx------"));
        try (FileChannel lock = FileChannel.open(
                        directory().resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = lock.lock()) {
            if (held.isValid() && !Files.exists(file)) {
                SigningKey key = SigningKey.generate();
                place(publicKeyFile(), key.publicPem(), "rw-r--r--");
                place(file, key.privatePem(), "rw-------");
            }
        }
    }

    private void place(Path file, String pem, String mode) throws IOException {
        Path temporary = Files.createTempFile(directory(), ".key", ".tmp", permissions(mode));
        Files.writeString(temporary, pem);
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static FileAttribute<?>[] permissions(String mode) {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
                }
                : new FileAttribute<?>[0];
    }

    /** What goes wrong here quotes what was given, which may be the secret: it is not passed on. */
    private SigningKey ofEnvironment() throws IOException {
        try {
            return SigningKey.parse(given.contains("-----BEGIN") ? given : Files.readString(Path.of(given)), KEY);
        } catch (GeneralSecurityException | IOException | InvalidPathException e) {
            throw new IOException(KEY + " is neither an Ed25519 key in PKCS#8 PEM (-----BEGIN PRIVATE KEY-----), as 'openssl genpkey"
                    + " -algorithm ed25519' writes it, nor a file that can be read and holds one");
        }
    }

    private static SigningKey parse(String pem, String where) throws IOException {
        try {
            return SigningKey.parse(pem, where);
        } catch (GeneralSecurityException e) {
            throw new IOException("the signing key cannot be used: " + e.getMessage(), e);
        }
    }

    private static String present(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value == null || value.isBlank() ? null : value;
    }
}
