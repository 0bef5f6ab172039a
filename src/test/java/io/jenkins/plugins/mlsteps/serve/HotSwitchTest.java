package io.jenkins.plugins.mlsteps.serve;

import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.exampleRows;
import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.get;
import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.model;
import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.post;
import static io.jenkins.plugins.mlsteps.serve.ServeFixtures.postAs;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HotSwitchTest {
    @TempDir
    Path directory;

    private ModelServer server;

    @BeforeEach
    void start() throws IOException {
        server = ModelServer.start(ServerOptions.of(model("breast-cancer"), "cancer")
                .withRevision("r1")
                .withState(directory.resolve("server.json")));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private ServeFixtures.Reply load(String revision, String model) {
        return postAs(
                server.token(),
                server.url() + "/v2/repository/models/cancer/load",
                "{\"parameters\":{\"directory\":\"" + model(model) + "\",\"revision\":\"" + revision + "\"}}");
    }

    private String revision() {
        return get(server.url() + "/v2/models/cancer").json().at("/versions/0").asText();
    }

    @Test
    void switchesRevisionsUnderLoadWithoutOneFailedRequest() throws Exception {
        Queue<String> failures = new ConcurrentLinkedQueue<>();
        Queue<String> revisions = new ConcurrentLinkedQueue<>();
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        for (int i = 0; i < 4; i++) {
            clients.submit(() -> {
                while (!stop.get()) {
                    ServeFixtures.Reply reply =
                            post(server.url() + "/v1/models/cancer/predict", exampleRows("breast-cancer"));
                    if (reply.status() != 200) {
                        failures.add(reply.text());
                    }
                    revisions.add(reply.json().path("revision").asText());
                }
                return null;
            });
        }

        for (int i = 2; i <= 20; i++) {
            String revision = "r" + i;
            assertThat(load(revision, "breast-cancer").status()).isEqualTo(200);
            awaitAnswerOf(revision, revisions);
        }
        stop.set(true);
        clients.shutdown();

        assertThat(clients.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
        assertThat(failures).isEmpty();
        assertThat(revisions).doesNotContain("");
        assertThat(revision()).isEqualTo("r20");
    }

    private static void awaitAnswerOf(String revision, Queue<String> revisions) {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (!revisions.contains(revision)) {
            assertThat(System.nanoTime()).as("no client got an answer of " + revision).isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void staysOnTheOldRevisionWhenTheNewOneIsNotHealthy() {
        ServeFixtures.Reply reply = load("r2", "sick");

        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.error()).contains("revision 'r2' failed its smoke request", "revision 'r1' goes on serving");
        assertThat(revision()).isEqualTo("r1");
        JsonNode index = postAs(server.token(), server.url() + "/v2/repository/index", "{}").json();
        assertThat(index.at("/1/state").asText()).isEqualTo("UNAVAILABLE");
        assertThat(index.at("/1/reason").asText()).isEqualTo(reply.error());
    }

    @Test
    void saysWhyARevisionCannotBeLoaded() {
        assertThat(load("r2", "nowhere").error()).contains("model directory", "does not exist", "'r1' goes on serving");
    }

    @Test
    void writesWhatItServesIntoItsStateFileForItsOwnerAlone() throws IOException {
        Path state = directory.resolve("server.json");

        load("r2", "breast-cancer");

        JsonNode written = Json.tree(state);
        assertThat(written.get("revision").asText()).isEqualTo("r2");
        assertThat(written.get("port").asInt()).isEqualTo(server.port());
        assertThat(written.get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state))).isEqualTo("rw-------");
    }

    @Test
    void letsOnlyTheOwnerOfTheTokenSwitch() {
        String body = "{\"parameters\":{\"directory\":\"/\",\"revision\":\"r2\"}}";

        assertThat(post(server.url() + "/v2/repository/models/cancer/load", body).status()).isEqualTo(401);
        assertThat(postAs("guess", server.url() + "/v2/repository/index", "{}").status()).isEqualTo(401);
        assertThat(revision()).isEqualTo("r1");
    }

    @Test
    void doesNotSwitchToARevisionThatWasGivenUpWhileItWasLoaded() throws IOException {
        ServedModel first = ServedModel.load(model("breast-cancer"), "cancer", "r1", 1);
        LiveModel live = new LiveModel(first);
        Queue<Runnable> loads = new ConcurrentLinkedQueue<>();
        Repository repository = new Repository(live, 1, loads::add, revision -> {});
        repository.load("cancer", request("r2", true));
        repository.unload("cancer", request("r2", true));
        loads.remove().run();

        assertThat(repository.index()).extracting(entry -> entry.get("version")).containsExactly("r1", "r2");
        assertThat(repository.index().get(1)).containsEntry("state", "UNAVAILABLE").extractingByKey("reason").asString()
                .isEqualTo("revision 'r2' was given up; revision 'r1' goes on serving");

        repository.load("cancer", request("r3", false));
        repository.unload("cancer", request("r3", false));
        assertThat(repository.index()).extracting(entry -> entry.get("version")).containsExactly("r3");
        live.close();
    }

    private static byte[] request(String revision, boolean background) {
        return Json.line(Map.of(
                        "parameters",
                        Map.of(
                                "directory",
                                model("breast-cancer").toString(),
                                "revision",
                                revision,
                                "background",
                                background)))
                .getBytes(StandardCharsets.UTF_8);
    }
}
