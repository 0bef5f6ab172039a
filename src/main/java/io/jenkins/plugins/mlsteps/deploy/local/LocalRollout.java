package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
    LocalRollout(LocalStore store, Release release, ServerCommand command, int port) {
        this.store = store;
        this.release = release;
        this.endpoint = store.endpoint(release.environment(), release.endpoint());
        this.launch = new ServerLaunch(endpoint, command);
        this.lease = new EndpointLease(endpoint, Clock.systemUTC());
        this.files = new RevisionFiles(endpoint);
        this.port = port;
    }

    Rollout advance(Path workspace) throws IOException, InterruptedException {
        Optional<String> busy = lease.take(release.attempt(), release.by());
        if (busy.isPresent()) {
            return Rollout.busy(busy.get());
        }
        Optional<ServerLaunch.Begun> begun = launch.begun(release.revision(), release.attempt());
        Optional<CurrentRevision> current = endpoint.current();
        Optional<String> replaced = begun.flatMap(it -> replacedSince(it, current));
        if (replaced.isPresent()) {
            return nothingTouched(replaced.get());
        }
        Optional<String> overtaken = release.overtaken(current);
        if (overtaken.isPresent()) {
            return begun.isPresent() ? Rollout.failed(overtaken.get()) : nothingTouched(overtaken.get());
        }
        Optional<String> spoiled = files.stage(workspace, release);
        if (spoiled.isPresent()) {
            return Rollout.failed(spoiled.get());
        }
        if (begun.isEmpty()) {
            stopStrays();
        }
        Optional<ServerProcess> running = endpoint.runningServer();
        return running.isPresent() && (port == 0 || port == running.get().port())
                ? switchRevision(running.get(), begun)
                : startServer(begun);
    }

    /** This deployment was done, nobody noted it, and a later one took over before it was carried on. */
    private Optional<String> replacedSince(ServerLaunch.Begun begun, Optional<CurrentRevision> current) {
        boolean serves = current.filter(it -> it.revision().equals(release.revision())).isPresent();
        return begun.replacedBy() == null || serves
                ? Optional.empty()
                : Optional.of("revision '" + release.revision() + "' served until revision '" + begun.replacedBy()
                        + "' took over; deploy again if that was not meant");
    }

    private Rollout nothingTouched(String why) throws IOException {
        lease.release(release.attempt());
        return Rollout.busy(why);
    }

    private void stopStrays() throws IOException, InterruptedException {
        List<String> kept = new ArrayList<>();
        endpoint.current().map(CurrentRevision::server).ifPresent(kept::add);
        new ServerProcesses(endpoint).stopAllBut(kept, PATIENCE);
    }

    private Rollout switchRevision(ServerProcess server, Optional<ServerLaunch.Begun> begun)
            throws IOException, InterruptedException {
        ServerClient client = new ServerClient(server);
        if (client.serving().equals(release.revision())) {
            return confirm(server, endpoint.current().orElseThrow().server());
        }
        Optional<ServerClient.Known> known = client.index().stream()
                .filter(it -> it.version().equals(release.revision()))
                .findFirst();
        if (begun.isPresent() && known.isPresent()) {
            return known.get().state().equals("UNAVAILABLE")
                    ? Rollout.failed(known.get().reason())
                    : Rollout.pending("revision '" + release.revision() + "' is being loaded");
        }
        launch.beginSwitch(release.revision(), release.attempt());
        client.load(release.revision(), endpoint.model(release.revision()), false);
        return Rollout.pending("the running server loads revision '" + release.revision() + "'");
    }

    private Rollout startServer(Optional<ServerLaunch.Begun> begun) throws IOException, InterruptedException {
        if (begun.isEmpty() || begun.get().process() == null) {
            int wanted = wantedPort();
            Optional<String> taken = begun.isPresent() ? Optional.empty() : PortHolder.problem(wanted, store);
            if (taken.isPresent()) {
                return Rollout.failed(taken.get());
            }
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
        Optional<String> other = before.map(CurrentRevision::revision)
                .filter(revision -> !revision.equals(release.revision()));
        if (other.isPresent()) {
            launch.replaced(other.get(), release.revision());
        }
        String previous = other.or(() -> before.map(CurrentRevision::previous)).orElse(null);
        Json.write(endpoint.currentFile(), current(server, launchName, previous));
        replaced.ifPresent(ServerProcess::askToStop);
        files.deleteAllBut(release.revision(), previous);
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
                Clock.systemUTC().instant(),
                null);
    }

    /** Returns what serves now, in words. */
    String rollBack() throws IOException, InterruptedException {
        Optional<Instant> since = lease.heldSince(release.attempt());
        if (since.isEmpty()) {
            return serving();
        }
        Optional<ServerLaunch.Begun> begun = launch.begun(release.revision(), release.attempt());
        if (begun.isPresent() && !tookOver(since.get())) {
            undo(begun.get());
            Files.deleteIfExists(endpoint.launchFile(release.revision()));
        }
        lease.release(release.attempt());
        return serving();
    }

    /** Whether the endpoint became this release's before anybody asked to roll back: the server before is gone by now. */
    private boolean tookOver(Instant leased) throws IOException {
        return endpoint.current()
                .filter(current -> current.revision().equals(release.revision()))
                .filter(current -> !current.since().isBefore(leased))
                .isPresent();
    }

    private void undo(ServerLaunch.Begun begun) throws IOException, InterruptedException {
        Optional<ProcessHandle> server = launch.server(release.revision(), begun);
        if (server.isPresent()) {
            ServerProcess.stop(server.get(), PATIENCE);
        }
        if (!begun.started()) {
            switchBack();
        }
    }

    private void switchBack() throws IOException, InterruptedException {
        Optional<ServerProcess> running = endpoint.runningServer();
        Optional<CurrentRevision> current = endpoint.current();
        if (running.isEmpty() || current.isEmpty()) {
            return;
        }
        ServerClient client = new ServerClient(running.get());
        client.giveUp(release.revision());
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
