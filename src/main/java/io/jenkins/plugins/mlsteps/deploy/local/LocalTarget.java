package io.jenkins.plugins.mlsteps.deploy.local;

import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.deploy.Target;
import io.jenkins.plugins.mlsteps.host.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Endpoints on the machine that owns the workspace. */
public final class LocalTarget implements Target {
    private final Workspace workspace;
    private final int port;
    private final Server server;
    private final String home;

    /** How to start a model server; asked for only when an endpoint is to change. */
    @FunctionalInterface
    public interface Server {
        ServerCommand command() throws IOException, InterruptedException;
    }

    /**
     * @param port of the endpoint; 0 picks a free one and keeps it
     * @param home directory of mlsteps; null for the standard one of the machine that owns the workspace
     */
    public LocalTarget(Workspace workspace, int port, Server server, Path home) {
        this.workspace = workspace;
        this.port = port;
        this.server = server;
        this.home = home == null ? null : home.toString();
    }

    @Override
    public String kind() {
        return "local";
    }

    @Override
    public String strategy() {
        return "hot switch";
    }

    @Override
    public void requireMeans() throws IOException, InterruptedException {
        server.command();
    }

    @Override
    public Optional<CurrentRevision> current(String environment, String endpoint)
            throws IOException, InterruptedException {
        String where = home;
        return Optional.ofNullable(workspace.act(
                root -> store(where).endpoint(environment, endpoint).current().orElse(null)));
    }

    @Override
    public Rollout advance(Release release) throws IOException, InterruptedException {
        String where = home;
        ServerCommand start = server.command();
        int wanted = port;
        return workspace.act(root -> new LocalRollout(store(where), release, start, wanted).advance(root));
    }

    @Override
    public String rollBack(Release release) throws IOException, InterruptedException {
        String where = home;
        ServerCommand start = server.command();
        int wanted = port;
        return workspace.act(root -> new LocalRollout(store(where), release, start, wanted).rollBack());
    }

    private static LocalStore store(String home) {
        return home == null ? LocalStore.standard() : new LocalStore(Path.of(home));
    }
}
