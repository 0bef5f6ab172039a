package io.jenkins.plugins.mlsteps.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who may talk to a test cluster, as files that its servers read. Tokens are worth nothing outside of it. */
final class ClusterKeys {
    static final String ADMIN = "admin";

    private final Path directory;
    private final Map<String, String> tokens = new LinkedHashMap<>();

    /** @param users who may log in beside the administrator; they may do nothing until a role says so */
    ClusterKeys(Path directory, Iterable<String> users) throws IOException, GeneralSecurityException {
        this.directory = directory;
        tokens.put(ADMIN, "token-of-" + ADMIN);
        users.forEach(user -> tokens.put(user, "token-of-" + user));
        StringBuilder lines = new StringBuilder();
        tokens.forEach((user, token) -> lines.append(token + "," + user + "," + user
                + (user.equals(ADMIN) ? ",\"system:masters\"" : "") + "\n"));
        Files.writeString(tokenFile(), lines);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        Files.writeString(serviceAccountKey(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        Files.writeString(serviceAccountPublicKey(), pem("PUBLIC KEY", pair.getPublic().getEncoded()));
    }

    String token(String user) {
        return tokens.get(user);
    }

    Path tokenFile() {
        return directory.resolve("tokens.csv");
    }

    Path serviceAccountKey() {
        return directory.resolve("service-account.key");
    }

    Path serviceAccountPublicKey() {
        return directory.resolve("service-account.pub");
    }

    private static String pem(String type, byte[] content) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
    }
}
