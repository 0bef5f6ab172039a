package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.deploy.ModelReader;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Moves a local endpoint to a release: the model is copied, then either the running server loads it beside the old revision
 * and switches, or a server is started. What was begun is on disk before it is begun, so every call finds out where it is.
 */
final class LocalRollout {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LocalStore store;
    private final EndpointDirectory endpoint;
    private final Release release;
    private final ServerLaunch launch;
    private final EndpointLease lease;
    private final RevisionFiles files;
    private final int port;

    /** @param port 0 for any */
    LocalRollout(LocalStore store, Release release, ServerCommand command, ModelReader reader, int port) {
        this.store = store;
        this.release = release;
        this.endpoint = store.endpoint(release.environment(), release.endpoint());
        this.launch = new ServerLaunch(endpoint, command);
        this.lease = new EndpointLease(endpoint, Clock.systemUTC());
        this.files = new RevisionFiles(endpoint, reader);
        this.port = port;
    }

    Rollout advance(Path workspace) throws IOException, InterruptedException {
        Optional<String> busy = lease.take(release.attempt(), release.by());
        if (busy.isPresent()) {
            return Rollout.busy(busy.get());
        }
        Optional<String> spoiled = files.stage(workspace, release);
        if (spoiled.isPresent()) {
            return Rollout.failed(spoiled.get());
        }
        Optional<ServerProcess> running = endpoint.runningServer();
        return running.isPresent() && (port == 0 || port == running.get().port())
                ? switchRevision(running.get())
                : startServer();
    }

    private Rollout switchRevision(ServerProcess server) throws IOException, InterruptedException {
        ServerClient client = new ServerClient(server);
        boolean begun = launch.begun(release.revision(), release.attempt()).isPresent();
        if (client.serving().equals(release.revision())) {
            return confirm(server, endpoint.current().orElseThrow().server());
        }
        Optional<ServerClient.Known> known = client.index().stream()
                .filter(it -> it.version().equals(release.revision()))
                .findFirst();
        if (begun && known.isPresent()) {
            return known.get().state().equals("UNAVAILABLE")
                    ? Rollout.failed(known.get().reason())
                    : Rollout.pending("revision '" + release.revision() + "' is being loaded");
        }
        launch.begin(release.revision(), release.attempt());
        client.load(release.revision(), endpoint.model(release.revision()), false);
        return Rollout.pending("the running server loads revision '" + release.revision() + "'");
    }

    private Rollout startServer() throws IOException, InterruptedException {
        Optional<ServerLaunch.Begun> begun = launch.begun(release.revision(), release.attempt());
        if (begun.isEmpty() || begun.get().process() == null) {
            int wanted = wantedPort();
            Optional<String> taken = PortHolder.problem(wanted, store);
            if (taken.isPresent()) {
                return Rollout.failed(taken.get());
            }
            launch.begin(release.revision(), release.attempt());
            launch.start(release.revision(), release.attempt(), wanted);
            return Rollout.pending("the server starts");
        }
        if (begun.get().alive().isEmpty()) {
            return Rollout.failed("the server ended while it started; its log " + endpoint.log(release.revision())
                    + " ends with: " + launch.logTail(release.revision()));
        }
        Optional<ServerProcess> server = endpoint.server(release.revision());
        return server.isPresent()
                ? confirm(server.get(), release.revision())
                : Rollout.pending("the server loads the model");
    }

    /** An endpoint keeps its port when its server has to be started again. */
    private int wantedPort() throws IOException {
        if (port != 0) {
            return port;
        }
        Optional<CurrentRevision> current = endpoint.current();
        if (current.isEmpty() || !Files.exists(endpoint.serverFile(current.get().server()))) {
            return 0;
        }
        int last = Json.read(endpoint.serverFile(current.get().server()), ServerProcess.class)
                .port();
        return PortHolder.isFree(last) ? last : 0;
    }

    private Rollout confirm(ServerProcess server, String launchName) throws IOException, InterruptedException {
        Optional<String> sick =
                new ServerClient(server).smoke(endpoint.model(release.revision()), release.revision());
        if (sick.isPresent()) {
            return Rollout.failed(sick.get());
        }
        Optional<CurrentRevision> before = endpoint.current();
        Optional<ServerProcess> replaced = endpoint.runningServer().filter(old -> old.pid() != server.pid());
        String previous = before.map(CurrentRevision::revision)
                .filter(revision -> !revision.equals(release.revision()))
                .or(() -> before.map(CurrentRevision::previous))
                .orElse(null);
        Json.write(endpoint.currentFile(), current(server, launchName, previous));
        replaced.ifPresent(ServerProcess::askToStop);
        lease.release(release.attempt());
        return Rollout.serving(server.url(), previous);
    }

    private CurrentRevision current(ServerProcess server, String launchName, String previous) {
        return new CurrentRevision(
                release.endpoint(),
                release.environment(),
                release.model(),
                release.revision(),
                release.digest(),
                server.url(),
                launchName,
                previous,
                release.by(),
                Clock.systemUTC().instant());
    }

    /** Returns what serves now, in words. */
    String rollBack() throws IOException, InterruptedException {
        if (!lease.isHeldBy(release.attempt())) {
            return serving();
        }
        Optional<ServerLaunch.Begun> begun = launch.begun(release.revision(), release.attempt());
        Optional<ProcessHandle> started = begun.flatMap(ServerLaunch.Begun::alive);
        if (started.isPresent()) {
            ServerProcess.stop(started.get(), PATIENCE);
        } else if (begun.isPresent()) {
            switchBack();
        }
        Files.deleteIfExists(endpoint.launchFile(release.revision()));
        lease.release(release.attempt());
        return serving();
    }

    private void switchBack() throws IOException, InterruptedException {
        Optional<ServerProcess> running = endpoint.runningServer();
        Optional<CurrentRevision> current = endpoint.current();
        if (running.isEmpty() || current.isEmpty()) {
            return;
        }
        ServerClient client = new ServerClient(running.get());
        String before = current.get().revision();
        if (!client.serving().equals(before)) {
            client.load(before, endpoint.model(before), true);
        }
    }

    private String serving() throws IOException, InterruptedException {
        Optional<ServerProcess> running = endpoint.runningServer();
        return running.isPresent()
                ? "revision '" + new ServerClient(running.get()).serving() + "' goes on serving"
                : "nothing serves under this endpoint";
    }
}
