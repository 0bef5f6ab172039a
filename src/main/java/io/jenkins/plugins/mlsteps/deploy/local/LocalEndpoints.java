package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks after the endpoints of this machine: what {@code mlsteps endpoint} does. */
public record LocalEndpoints(LocalStore store) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The endpoints of this user. */
    public static LocalEndpoints standard() {
        return new LocalEndpoints(LocalStore.standard());
    }

    /** Every endpoint that was ever deployed, running or not, by environment and name. */
    public List<LocalEndpoint> list() throws IOException {
        List<LocalEndpoint> endpoints = new ArrayList<>();
        for (EndpointDirectory directory : store.all()) {
            Optional<CurrentRevision> current = directory.current();
            if (current.isPresent()) {
                endpoints.add(describe(directory, current.get()));
            }
        }
        return endpoints;
    }

    /**
     * Stops an endpoint's server after its last request. Returns whether one ran.
     *
     * @param name of the endpoint, or {@code environment/name} where several environments have one of that name
     * @throws SpecException when there is no such endpoint
     */
    public boolean stop(String name) throws IOException, InterruptedException {
        Optional<ServerProcess> server = find(name).runningServer();
        if (server.isPresent()) {
            server.get().stop(PATIENCE);
        }
        return server.isPresent();
    }

    /**
     * The log file of an endpoint's server; it may not exist when the server printed nothing.
     *
     * @param name as for {@link #stop}
     * @throws SpecException when there is no such endpoint
     */
    public Path log(String name) throws IOException {
        EndpointDirectory directory = find(name);
        return directory.log(directory.current().orElseThrow().server());
    }

    private EndpointDirectory find(String name) throws IOException {
        List<EndpointDirectory> found = new ArrayList<>();
        List<String> known = new ArrayList<>();
        for (EndpointDirectory directory : store.all()) {
            String full = directory.environment() + "/" + directory.name();
            if (directory.current().isEmpty()) {
                continue;
            }
            known.add(name.contains("/") ? full : directory.name());
            if (name.equals(full) || name.equals(directory.name())) {
                found.add(directory);
            }
        }
        if (found.isEmpty()) {
            throw new SpecException("there is no endpoint '" + name + "' on this machine" + NearestName.hint(name, known)
                    + " (there " + (known.isEmpty() ? "are none" : "is " + String.join(", ", known)) + ")");
        }
        if (found.size() > 1) {
            throw new SpecException("several environments have an endpoint '" + name + "'; say which: "
                    + String.join(
                            ", ",
                            found.stream()
                                    .map(directory -> directory.environment() + "/" + directory.name())
                                    .toList()));
        }
        return found.get(0);
    }

    private static LocalEndpoint describe(EndpointDirectory directory, CurrentRevision current) throws IOException {
        Optional<ServerProcess> server = directory.runningServer();
        return new LocalEndpoint(
                directory.environment(),
                directory.name(),
                current.model(),
                current.revision(),
                current.digest(),
                server.isPresent(),
                current.url(),
                server.map(ServerProcess::pid).orElse(null),
                current.by(),
                current.since());
    }
}
