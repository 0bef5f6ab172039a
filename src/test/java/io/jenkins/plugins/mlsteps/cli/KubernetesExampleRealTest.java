package io.jenkins.plugins.mlsteps.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.host.JavaProcess;
import io.fabric8.kubernetes.api.model.Pod;
import io.jenkins.plugins.mlsteps.cluster.RealCluster;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mlsteps run examples/kubernetes/Jenkinsfile} as a process of its own, against a real cluster. */
@Tag("cluster")
class KubernetesExampleRealTest {
    @TempDir
    Path workspace;

    @TempDir
    Path home;

    @Test
    void trainsGatesAndServesInTheCluster() throws Exception {
        RealCluster cluster = RealCluster.shared();
        copyExample();

        Process run = mlsteps(cluster.kubeconfig());
        assertThat(run.waitFor(300, TimeUnit.SECONDS)).as("deadline").isTrue();
        assertThat(run.exitValue()).as(Files.readString(home.resolve("run.log"))).isZero();

        Deployment deployment = Json.read(MlDirectory.in(workspace).deployment("staging", "wine"), Deployment.class);
        assertThat(deployment.status()).isEqualTo(Deployment.Status.DEPLOYED);
        Pod server = cluster.client()
                .pods()
                .inNamespace("default")
                .withLabel("mlsteps.jenkins.io/revision", deployment.revision())
                .list()
                .getItems()
                .get(0);
        assertThat(ask(server.getStatus().getPodIP())).contains(deployment.revision());
    }

    private void copyExample() throws Exception {
        Path example = Path.of(System.getProperty("mlsteps.root")).resolve("examples/kubernetes");
        try (Stream<Path> files = Files.list(example)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, workspace.resolve(file.getFileName()));
            }
        }
    }

    private Process mlsteps(Path kubeconfig) throws Exception {
        ProcessBuilder command = new ProcessBuilder(JavaProcess.command(
                        List.of(
                                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                                "--add-opens=java.base/java.util=ALL-UNNAMED"),
                        Mlsteps.class,
                        "run",
                        workspace.resolve("Jenkinsfile").toString()))
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("run.log").toFile());
        command.environment().put("KUBECONFIG", kubeconfig.toString());
        command.environment().put("MLSTEPS_HOME", home.toString());
        return command.start();
    }

    private static String ask(String ip) throws Exception {
        URI uri = URI.create("http://" + ip + ":8080/v2/models/wine");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
