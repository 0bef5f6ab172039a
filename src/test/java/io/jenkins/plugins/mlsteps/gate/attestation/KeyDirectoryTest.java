package io.jenkins.plugins.mlsteps.gate.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyDirectoryTest {
    @TempDir
    Path home;

    @Test
    void makesAKeyOnFirstUseAndKeepsItForItsOwnerAlone() throws Exception {
        KeyDirectory keys = KeyDirectory.of(Map.of("MLSTEPS_HOME", home.toString()));

        SigningKey first = keys.signing();

        assertThat(keys.signing().publicKey()).isEqualTo(first.publicKey());
        assertThat(KeyDirectory.publicKey(keys.publicKeyFile())).isEqualTo(first.publicKey());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("keys/verdict.key"))))
                .isEqualTo("rw-------");
    }

    @Test
    void agreesOnOneKeyWhenManyStartAtOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            Callable<String> start = () -> KeyDirectory.in(home).signing().publicPem();
            List<Future<String>> keys = pool.invokeAll(java.util.Collections.nCopies(16, start));
            String expected = keys.get(0).get();
            for (Future<String> key : keys) {
                assertThat(key.get()).isEqualTo(expected);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void takesAKeyFromTheEnvironmentAsTextOrAsAPath() throws Exception {
        SigningKey key = SigningKey.generate();
        Path file = Files.writeString(home.resolve("own.pem"), key.privatePem());

        for (String given : List.of(key.privatePem(), file.toString())) {
            KeyDirectory keys = KeyDirectory.of(Map.of("MLSTEPS_HOME", home.toString(), "MLSTEPS_SIGNING_KEY", given));
            assertThat(keys.signing().publicKey()).isEqualTo(key.publicKey());
        }
    }

    @Test
    void readsTheKeyOfTheRfcAsItsPublicHalf() throws Exception {
        // RFC 8410, section 10.3 (private key) and 10.1 (its public key)
        String pem = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n"
                + "-----END PRIVATE KEY-----\n";

        assertThat(SigningKey.parse(pem, "RFC 8410").publicPem())
                .contains("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
    }

    @Test
    void trustsItsOwnKeyAndThoseAnAdministratorAdded() throws Exception {
        SigningKey other = SigningKey.generate();
        Files.createDirectories(home.resolve("keys/trusted"));
        Files.writeString(home.resolve("keys/trusted/other.pub"), other.publicPem());

        KeyDirectory keys = KeyDirectory.in(home);

        assertThat(keys.trusted()).containsExactly(
                        TrustedKey.always(keys.signing().publicKey()), TrustedKey.always(other.publicKey()));
    }

    /** None of which is a key, and each of which holds one. */
    @Test
    void neverShowsTheKeyThatWasGivenInAWrongForm() throws Exception {
        String pem = SigningKey.generate().privatePem();
        String body = pem.replaceAll("-----[A-Z ]+-----|\n", "");
        Path wrong = Files.writeString(home.resolve("body.pem"), body);

        for (String given : List.of(
                body,
                Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.UTF_8)),
                pem.replace("\n", "\\n"),
                pem.replace("PRIVATE", "RSA PRIVATE"),
                rsa(),
                wrong.toString(),
                "/nonexistent")) {
            assertThatThrownBy(KeyDirectory.of(Map.of("MLSTEPS_HOME", home.toString(), "MLSTEPS_SIGNING_KEY", given))::signing)
                    .isInstanceOf(IOException.class)
                    .hasNoCause()
                    .hasMessageStartingWith("MLSTEPS_SIGNING_KEY is neither an Ed25519 key in PKCS#8 PEM")
                    .hasMessageNotContainingAny(given, body, "java.");
        }
    }

    private static String rsa() throws Exception {
        byte[] der = KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
        return "-----BEGIN PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END PRIVATE KEY-----\n";
    }

    @Test
    void saysOfAKeyOfAnotherKindThatItIsOne() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("keys")).resolve("verdict.key"), rsa());

        assertThatThrownBy(KeyDirectory.in(home)::signing)
                .hasMessageContaining("verdict.key holds a private key that is not of Ed25519")
                .hasMessageNotContaining("java.");
    }

    @Test
    void saysWhichKeyCannotBeUsedAndWhy() throws Exception {
        KeyDirectory inline = KeyDirectory.of(
                Map.of("MLSTEPS_HOME", home.toString(), "MLSTEPS_SIGNING_KEY", "-----BEGIN RSA PRIVATE KEY-----"));
        Path pub = Files.writeString(home.resolve("x.pub"), "hello");

        assertThatThrownBy(inline::signing)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("MLSTEPS_SIGNING_KEY")
                .hasMessageContaining("-----BEGIN PRIVATE KEY-----");
        assertThatThrownBy(() -> KeyDirectory.publicKey(pub)).hasMessageContaining("x.pub is not an Ed25519 public key");
    }
}
