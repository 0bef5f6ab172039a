package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What stands on disk for one local endpoint. */
record EndpointDirectory(Path root, String environment, String name) {
    Path lock() {
        return root.resolve("lock");
    }

    Path lease() {
        return root.resolve("lease.json");
    }

    Path currentFile() {
        return root.resolve("current.json");
    }

    Path revisions() {
        return root.resolve("revisions");
    }

    Path revision(String revision) {
        return revisions().resolve(revision);
    }

    Path model(String revision) {
        return revision(revision).resolve("model");
    }

    Path launchFile(String revision) {
        return root.resolve("launches").resolve(revision + ".json");
    }

    Path servers() {
        return root.resolve("servers");
    }

    /** Written by the server itself. */
    Path serverFile(String launch) {
        return servers().resolve(launch + ".json");
    }

    Path log(String launch) {
        return servers().resolve(launch + ".log");
    }

    Optional<CurrentRevision> current() throws IOException {
        return Files.exists(currentFile())
                ? Optional.of(Json.read(currentFile(), CurrentRevision.class))
                : Optional.empty();
    }

    /** The server of a launch, when its process is alive. */
    Optional<ServerProcess> server(String launch) throws IOException {
        Path file = serverFile(launch);
        return Files.exists(file)
                ? Optional.of(Json.read(file, ServerProcess.class)).filter(ServerProcess::isAlive)
                : Optional.empty();
    }

    /** The server that answers for the endpoint now, when its process is alive. */
    Optional<ServerProcess> runningServer() throws IOException {
        Optional<CurrentRevision> current = current();
        return current.isEmpty() ? Optional.empty() : server(current.get().server());
    }
}
