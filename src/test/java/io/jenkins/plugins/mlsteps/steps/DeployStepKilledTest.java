package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.host.JavaProcess;
import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoint;
import io.jenkins.plugins.mlsteps.deploy.local.LocalEndpoints;
import io.jenkins.plugins.mlsteps.deploy.local.LocalStore;
import io.jenkins.plugins.mlsteps.deploy.local.TestModels;
import io.jenkins.plugins.mlsteps.gate.attestation.KeyDirectory;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictFiles;
import io.jenkins.plugins.mlsteps.record.Deployment;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process that deploys is killed with signal 9 and another one carries on from the saved state. */
class DeployStepKilledTest {
    private static final int KILLED = 128 + 9;
    private static final int NEVER = 0;

    /** More points than a deployment here has. */
    private static final int MOST_POINTS = 200;

    @TempDir
    Path workspace;

    @TempDir
    Path home;

    private int build = 1;

    @BeforeEach
    void trainAndPass() throws Exception {
        String digest = TestModels.train(workspace, "churn", "breast-cancer");
        Verdict.Check check = new Verdict.Check("auc >= 0.9", true, "0.97", ">= 0.9", "because", null);
        Verdict verdict = new Verdict(
                "quality", "churn", digest, true, List.of(check), null, null, null, null, "test", "mlsteps", Instant.now()).ofJob("churn");
        VerdictFiles.write(
                MlDirectory.in(workspace), verdict, KeyDirectory.in(home).signing());
    }

    @AfterEach
    void killServers() throws Exception {
        for (ProcessHandle server : servers()) {
            server.destroyForcibly();
            server.onExit().get(2, TimeUnit.MINUTES);
        }
    }

    @Test
    void carriesOnWithTheServerThatWasStarted() throws Exception {
        int rollOut = 9;

        assertThat(drive(rollOut).waitFor()).isEqualTo(KILLED);
        List<ProcessHandle> started = servers();
        carryOn();

        assertThat(started).hasSize(1);
        assertThat(servers()).isEqualTo(started);
    }

    @Test
    @Tag("slow")
    void startsOneServerWhereverItIsKilled() throws Exception {
        int points = 0;
        while (drive(points + 1).waitFor() == KILLED) {
            points++;
            carryOn();
            assertThat(servers()).as("after point " + points).hasSize(1);
            startAnew();
            assertThat(points).isLessThan(MOST_POINTS);
        }
        assertThat(points).isGreaterThan(10);
    }

    @Test
    @Tag("slow")
    void switchesTheRunningServerWhereverItIsKilled() throws Exception {
        assertThat(drive(NEVER).waitFor()).isZero();
        List<ProcessHandle> server = servers();
        int points = 0;
        build++;
        while (drive(points + 1).waitFor() == KILLED) {
            points++;
            carryOn();
            assertThat(servers()).as("after point " + points).isEqualTo(server);
            build++;
            assertThat(points).isLessThan(MOST_POINTS);
        }
        assertThat(points).isGreaterThan(10);
    }

    @Test
    @Tag("slow")
    void startsOneServerWheneverItIsKilled() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 20; i++) {
            Process driver = drive(NEVER);
            boolean ended = driver.waitFor(200 + random.nextInt(1200), TimeUnit.MILLISECONDS);
            driver.destroyForcibly().waitFor();
            carryOn();
            assertThat(servers()).as("round " + i + (ended ? ", not killed" : "")).hasSize(1);
            startAnew();
        }
    }

    private void carryOn() throws Exception {
        Process driver = drive(NEVER);
        assertThat(driver.waitFor(4, TimeUnit.MINUTES)).as("deadline").isTrue();
        assertThat(driver.exitValue()).as(Files.readString(workspace.resolve("driver.log"))).isZero();
        Deployment deployment =
                Json.read(MlDirectory.in(workspace).deployment("production", "churn"), Deployment.class);
        assertThat(deployment.status()).isEqualTo(Deployment.Status.DEPLOYED);
        assertThat(deployment.revision()).startsWith(build + "-");
        LocalEndpoint endpoint =
                new LocalEndpoints(new LocalStore(home)).list().get(0);
        assertThat(endpoint.running()).isTrue();
        assertThat(endpoint.revision()).isEqualTo(deployment.revision());
        assertThat(served(endpoint.url())).isEqualTo(deployment.revision());
    }

    private static String served(String url) throws Exception {
        URI model = URI.create(url + "/v2/models/churn");
        String answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(model).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        return Json.mapper().readTree(answer).at("/versions/0").asText();
    }

    private void startAnew() throws Exception {
        killServers();
        Files.move(home.resolve("endpoints"), home.resolve("endpoints-of-" + build));
        build++;
    }

    /** Servers whose files are in this test's home directory. */
    private List<ProcessHandle> servers() {
        String endpoints = home.resolve("endpoints") + "/";
        return ProcessHandle.allProcesses()
                .filter(process -> Stream.of(process.info().arguments().orElse(new String[0]))
                        .anyMatch(argument -> argument.startsWith(endpoints)))
                .toList();
    }

    private Process drive(int killAt) throws IOException {
        return new ProcessBuilder(JavaProcess.command(
                        JavaProcess.SMALL,
                        DeployDriver.class,
                        workspace.toString(),
                        home.toString(),
                        workspace.resolve("state-" + build + ".json").toString(),
                        Integer.toString(build),
                        Integer.toString(killAt)))
                .redirectErrorStream(true)
                .redirectOutput(workspace.resolve("driver.log").toFile())
                .start();
    }
}
