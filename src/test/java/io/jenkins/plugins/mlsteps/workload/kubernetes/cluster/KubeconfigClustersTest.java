package io.jenkins.plugins.mlsteps.workload.kubernetes.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static ComputeProfile profile(String... pairs) throws IOException {
        StringBuilder keys = new StringBuilder("{\"type\":\"kubernetes\"");
        for (int i = 0; i < pairs.length; i += 2) {
            keys.append(",\"").append(pairs[i]).append("\":\"").append(pairs[i + 1]).append('"');
        }
        return Json.parse(keys.append('}').toString(), ComputeProfile.class);
    }
}
