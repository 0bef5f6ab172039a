package io.jenkins.plugins.mlsteps.workload.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubeconfigClustersTest {
    private static final String KUBECONFIG =
            """
            apiVersion: v1
            kind: Config
            current-context: somewhere
            clusters: [{ name: c, cluster: { server: 'https://127.0.0.1:1' } }]
            users: [{ name: u, user: { token: t } }]
            contexts: [{ name: somewhere, context: { cluster: c, user: u } }]
            """;

    @TempDir
    private Path directory;

    private KubeconfigClusters clusters;

    @BeforeEach
    void write() throws IOException {
        Path file = Files.writeString(directory.resolve("kubeconfig"), KUBECONFIG);
        clusters = new KubeconfigClusters(Map.of("KUBECONFIG", file.toString()));
    }

    @Test
    void aProfileForACloudOfJenkinsDoesNotRunWhereverTheCurrentContextPoints() throws Exception {
        assertThatThrownBy(() -> clusters.of(profile("cloud", "gpus")))
                .isInstanceOf(IOException.class)
                .hasMessage("the compute profile names the cloud 'gpus', which only a Jenkins knows: name a 'context' for here beside it");
        assertThat(clusters.of(profile("cloud", "gpus", "context", "somewhere")).identity()).contains("https://127.0.0.1:1");
    }

    @Test
    void aKubeconfigThatIsWrittenAgainIsTheSameClusterWithANewConnection() throws Exception {
        Cluster cluster = clusters.of(profile());
        KubernetesClient client = cluster.client();
        String identity = cluster.identity();
        assertThat(clusters.of(profile()).client()).isSameAs(client);

        rewrite("kubeconfig", KUBECONFIG.replace("token: t", "token: renewed"));

        assertThat(clusters.of(profile())).isSameAs(cluster);
        assertThat(cluster.identity()).isEqualTo(identity);
        assertThat(cluster.client()).isNotSameAs(client);
        assertThat(cluster.client().getConfiguration().getAutoOAuthToken()).isEqualTo("renewed");
    }

    @Test
    void aCertificateThatIsWrittenAgainIsANewConnection() throws Exception {
        rewrite("authority.pem", "the first");
        String trust = "127.0.0.1:1', insecure-skip-tls-verify: true, certificate-authority: authority.pem";
        rewrite("kubeconfig", KUBECONFIG.replace("127.0.0.1:1'", trust));
        Cluster cluster = clusters.of(profile());
        Config before = cluster.client().getConfiguration();

        rewrite("authority.pem", "the second");

        assertThat(clusters.of(profile()).client().getConfiguration()).isNotSameAs(before);
    }

    private void rewrite(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        long before = Files.exists(file) ? Files.getLastModifiedTime(file).toMillis() : 0;
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(before + 2_000));
    }

    private static ComputeProfile profile(String... pairs) throws IOException {
        StringBuilder keys = new StringBuilder("{\"type\":\"kubernetes\"");
        for (int i = 0; i < pairs.length; i += 2) {
            keys.append(",\"").append(pairs[i]).append("\":\"").append(pairs[i + 1]).append('"');
        }
        return Json.parse(keys.append('}').toString(), ComputeProfile.class);
    }
}
