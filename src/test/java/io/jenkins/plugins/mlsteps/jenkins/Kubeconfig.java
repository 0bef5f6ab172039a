package io.jenkins.plugins.mlsteps.jenkins;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kubeconfig of a test that plays an API server itself. */
public final class Kubeconfig {
    private Kubeconfig() {}

    public static Path of(HttpServer cluster, Path directory) throws IOException {
        return Files.writeString(
                directory.resolve("kubeconfig"),
                """
                apiVersion: v1
                kind: Config
                clusters: [{ name: c, cluster: { server: 'http://127.0.0.1:%d' } }]
                users: [{ name: u, user: { token: t } }]
                contexts: [{ name: x, context: { cluster: c, user: u } }]
                current-context: x
                """
                        .formatted(cluster.getAddress().getPort()));
    }
}
