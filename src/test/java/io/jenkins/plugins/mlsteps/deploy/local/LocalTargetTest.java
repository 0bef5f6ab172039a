package io.jenkins.plugins.mlsteps.deploy.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.host.WorkspaceHere;
import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.serve.ModelServer;
import io.jenkins.plugins.mlsteps.serve.ServeFixtures;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.workload.local.Liveness;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalTargetTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ServerCommand SERVER =
            new JavaServer(OwnJava.ofThisProcess(), ModelServer.class.getName(), List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));

    @TempDir
    Path home;

    @TempDir
    Path root;

    private final Workspace workspace = new WorkspaceHere() {
        @Override
        public <T> T act(Task<T> task) throws IOException, InterruptedException {
            return task.on(root);
        }
    };

    private LocalEndpoints endpoints() {
        return new LocalEndpoints(new LocalStore(home));
    }

    @AfterEach
    void stopServers() throws Exception {
        for (LocalEndpoint endpoint : endpoints().list()) {
            endpoints().stop(endpoint.environment() + "/" + endpoint.name());
        }
    }

    private LocalTarget target(int port) {
        return new LocalTarget(workspace, port, () -> SERVER, home);
    }

    /** Puts a fixture where training would have left it. */
    private Release train(String fixture, String revision) throws IOException {
        String digest = TestModels.train(root, "churn", fixture);
        return new Release("churn", "staging", "churn", revision, digest, revision + "@1", "churn #1 (mia)", null);
    }

    private Release named(String endpoint, Release release) {
        return new Release(
                endpoint, release.environment(), release.model(), release.revision(), release.digest(), release.attempt(), release.by(), null);
    }

    private static Rollout rollOut(LocalTarget target, Release release) throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofMinutes(4));
        Rollout rollout = target.advance(release);
        while (rollout.phase() == Rollout.Phase.PENDING) {
            assertThat(Instant.now()).as("deadline").isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            rollout = target.advance(release);
        }
        return rollout;
    }

    private static String revisionAt(String url) throws Exception {
        HttpResponse<String> response = HTTP.send(
                HttpRequest.newBuilder(URI.create(url + "/v1/models/churn/predict"))
                        .POST(HttpRequest.BodyPublishers.ofString(ServeFixtures.exampleRows("breast-cancer")))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return response.statusCode() == 200
                ? Json.mapper().readTree(response.body()).path("revision").asText()
                : response.body();
    }

    @Test
    void startsAServerSwitchesItUnderLoadRollsBackASickRevisionAndStops() throws Exception {
        LocalTarget target = target(0);

        Rollout first = rollOut(target, train("breast-cancer", "r1"));
        assertThat(first.phase()).as(first.reason()).isEqualTo(Rollout.Phase.SERVING);
        assertThat(first.previous()).isNull();
        assertThat(revisionAt(first.url())).isEqualTo("r1");

        Queue<String> answers = new ConcurrentLinkedQueue<>();
        AtomicBoolean stop = new AtomicBoolean();
        Thread client = new Thread(() -> {
            while (!stop.get()) {
                try {
                    answers.add(revisionAt(first.url()));
                } catch (Exception e) {
                    answers.add(e.toString());
                }
            }
        });
        client.start();
        Rollout second = rollOut(target, train("breast-cancer", "r2"));
        Release sick = train("sick", "r3");
        Rollout third = rollOut(target, sick);
        String serving = target.rollBack(sick);
        stop.set(true);
        client.join();

        assertThat(second.url()).isEqualTo(first.url());
        assertThat(second.previous()).isEqualTo("r1");
        assertThat(third.phase()).isEqualTo(Rollout.Phase.FAILED);
        assertThat(third.reason()).contains("revision 'r3' failed its smoke request", "'r2' goes on serving");
        assertThat(serving).isEqualTo("revision 'r2' goes on serving");
        assertThat(answers).isNotEmpty().containsOnly("r1", "r2");

        LocalEndpoint listed = endpoints().list().get(0);
        assertThat(listed.running()).isTrue();
        assertThat(listed.revision()).isEqualTo("r2");
        assertThat(Files.readString(endpoints().log("churn"))).contains("revision 'r1' of model 'churn' at http://");
        assertThat(endpoints().stop("staging/churn")).isTrue();
        assertThat(endpoints().list().get(0).running()).isFalse();
        assertThat(ProcessHandle.of(listed.pid()).filter(Liveness::isRunning)).isEmpty();

        Rollout again = rollOut(target, train("breast-cancer", "r4"));
        assertThat(again.url()).as("a server that is started again keeps its port").isEqualTo(first.url());
    }

    @Test
    void saysWhyAServerDidNotStartAndLeavesNothingRunning() throws Exception {
        LocalTarget target = target(0);
        Release sick = train("sick", "r1");

        Rollout rollout = rollOut(target, sick);

        assertThat(rollout.phase()).isEqualTo(Rollout.Phase.FAILED);
        assertThat(rollout.reason())
                .contains("the server ended while it started", "failed its smoke request")
                .doesNotContain("Exception", "\tat ");
        assertThat(target.rollBack(sick)).isEqualTo("nothing serves under this endpoint");
        assertThat(endpoints().list()).isEmpty();
    }

    @Test
    void saysInOneSentenceThatAModelIsNotOnnx() throws Exception {
        Release release = train("breast-cancer", "r1");
        Files.move(root.resolve("ml/train/churn/model/model.onnx"), root.resolve("ml/train/churn/model/model.pkl"));
        Release pickled = new Release("churn", "staging", "churn", "r1", ModelTree.of(root.resolve("ml/train/churn/model")).digest(), "r1@1", release.by(), null);

        Rollout rollout = rollOut(target(0), pickled);

        assertThat(rollout.reason())
                .contains("ends with: expected model.onnx, or one file that ends in .onnx, in ")
                .endsWith("found none");
    }

    @Test
    void namesTheHolderOfAPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            LocalTarget target = target(taken.getLocalPort());

            Rollout rollout = rollOut(target, train("breast-cancer", "r1"));

            assertThat(rollout.phase()).isEqualTo(Rollout.Phase.FAILED);
            assertThat(rollout.reason())
                    .contains("port " + taken.getLocalPort() + " is taken by process "
                            + ProcessHandle.current().pid());
        }
    }

    @Test
    void takesAServerThatWasStartedAndNotNotedForItsOwn() throws Exception {
        LocalTarget target = target(0);
        Release release = train("breast-cancer", "r1");
        target.advance(release);
        ProcessHandle started = onlyServer();
        forgetProcess("r1");

        Rollout rollout = rollOut(target, release);

        assertThat(rollout.phase()).as(rollout.reason()).isEqualTo(Rollout.Phase.SERVING);
        assertThat(onlyServer()).isEqualTo(started);
        assertThat(endpoints().list().get(0).pid()).isEqualTo(started.pid());
    }

    /** The launch note as it is between the start of the server and the noting of its number. */
    private void forgetProcess(String revision) throws IOException {
        Path note = new LocalStore(home).endpoint("staging", "churn").launchFile(revision);
        ObjectNode content = (ObjectNode) Json.tree(note);
        content.remove("process");
        Json.write(note, content);
    }

    private ProcessHandle onlyServer() {
        List<ProcessHandle> servers = ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .filter(it -> it.info().arguments().map(List::of).orElse(List.of()).contains(ModelServer.class.getName()))
                .toList();
        assertThat(servers).hasSize(1);
        return servers.get(0);
    }

    @Test
    void stopsTheServerOfADeploymentThatNobodyCarriedOn() throws Exception {
        LocalTarget target = target(0);
        Release abandoned = train("breast-cancer", "r1");
        target.advance(abandoned);
        ProcessHandle stray = onlyServer();
        Files.delete(new LocalStore(home).endpoint("staging", "churn").lease());

        Rollout rollout = rollOut(target, train("breast-cancer", "r2"));

        assertThat(rollout.phase()).as(rollout.reason()).isEqualTo(Rollout.Phase.SERVING);
        assertThat(Liveness.isRunning(stray)).isFalse();
        assertThat(onlyServer().isAlive()).isTrue();
    }

    @Test
    void doesNotSwitchBackWhenADeploymentThatServedIsCarriedOnLate() throws Exception {
        LocalTarget target = target(0);
        Release first = train("breast-cancer", "r1");
        rollOut(target, first);
        Release second = train("breast-cancer", "r2");
        rollOut(target, second);
        Release third = train("breast-cancer", "r3");
        rollOut(target, third);

        Rollout late = target.advance(first);

        assertThat(late.phase()).isEqualTo(Rollout.Phase.BUSY);
        assertThat(late.reason()).contains("revision 'r1' served until revision 'r2' took over");
        assertThat(endpoints().list().get(0).revision()).isEqualTo("r3");
        assertThat(target.advance(third).phase()).isEqualTo(Rollout.Phase.SERVING);
        assertThat(target.rollBack(third)).isEqualTo("revision 'r3' goes on serving");
    }

    @Test
    void letsOneDeploymentAtATimeWorkOnAnEndpoint() throws Exception {
        LocalTarget target = target(0);
        Release first = train("breast-cancer", "r1");
        Release second = new Release("churn", "staging", "churn", "r2", first.digest(), "r2@1", "churn #2 (bob)", null);

        target.advance(first);
        Rollout rollout = target.advance(second);
        String serving = target.rollBack(second);

        assertThat(rollout.phase()).isEqualTo(Rollout.Phase.BUSY);
        assertThat(rollout.reason()).contains("is being deployed by churn #1 (mia) since");
        assertThat(serving).isEqualTo("nothing serves under this endpoint");
        assertThat(rollOut(target, first).phase()).isEqualTo(Rollout.Phase.SERVING);
    }

    @Test
    void refusesACopyThatIsNotWhatWasPromised() throws Exception {
        Release release = train("breast-cancer", "r1");
        Files.writeString(root.resolve("ml/train/churn/model/signature.json"), "{}");

        Rollout rollout = rollOut(target(0), release);

        assertThat(rollout.phase()).isEqualTo(Rollout.Phase.FAILED);
        assertThat(rollout.reason()).contains("promised was " + release.digest(), "signature.json was changed");
    }

    @Test
    void refusesALinkInTheModelDirectory() throws Exception {
        Release release = train("breast-cancer", "r1");
        Files.createSymbolicLink(root.resolve("ml/train/churn/model/link"), Path.of("/etc/hostname"));

        assertThatThrownBy(() -> target(0).advance(release))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("link in the model directory is a link");
    }

    @Test
    void remembersMetricsAndPredictionsOfTheCurrentModelForTheNextGate() throws Exception {
        Release release = train("breast-cancer", "r1");
        rollOut(target(0), release);

        CurrentModel current =
                new CurrentModels(new LocalStore(home)).find("staging", "churn").orElseThrow();

        assertThat(current.baseline().digest()).isEqualTo(release.digest());
        assertThat(current.baseline().metrics()).isEqualTo(Map.of("auc", 0.97));
        assertThat(current.baseline().reference()).isEqualTo("staging/churn revision r1");
        assertThat(Path.of(current.predictions())).hasContent("id,label,prediction\n1,a,a\n");
        assertThat(new CurrentModels(new LocalStore(home)).find("staging", "other")).isEmpty();
        assertThat(new CurrentModels(new LocalStore(home)).find("production", "churn")).isEmpty();
    }

    @Test
    void ofSeveralEndpointsTheOneThatRunsServesTheModel() throws Exception {
        CurrentModels models = new CurrentModels(new LocalStore(home));
        rollOut(target(0), named("a", train("breast-cancer", "r1")));
        rollOut(target(0), named("b", train("breast-cancer", "r2")));
        assertThatThrownBy(() -> models.find("staging", "churn"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("a, b; stop all but one");

        endpoints().stop("staging/a");
        assertThat(models.find("staging", "churn")).get().extracting(it -> it.baseline().reference()).isEqualTo("staging/b revision r2");
    }

    @Test
    void namesTheNearestEndpointWhenThereIsNone() throws Exception {
        rollOut(target(0), train("breast-cancer", "r1"));

        assertThatThrownBy(() -> endpoints().stop("chrun"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("there is no endpoint 'chrun' on this machine; did you mean 'churn'?");
    }
}
