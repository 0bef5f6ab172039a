package io.jenkins.plugins.mlsteps.cli.local;

import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.Session;
import io.jenkins.plugins.mlsteps.host.Build;
import io.jenkins.plugins.mlsteps.host.Builds;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.host.Masking;
import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.host.StepLog;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** This machine, as a step sees it from where it stands in a Jenkinsfile. */
public record LocalHost(Session session, Frame frame, Administration administration, Build build) implements Host {
    @Override
    public Workspace workspace() {
        return new LocalWorkspace(session.workspace());
    }

    @Override
    public StepLog log() {
        return frame.log();
    }

    @Override
    public OwnJava java() {
        return OwnJava.ofThisProcess();
    }

    @Override
    public Map<String, String> environment() {
        return session.variables().in(frame);
    }

    @Override
    public Optional<String> secret(String id) {
        Optional<String> secret = session.secrets().find(id);
        secret.ifPresent(session.console().secrets()::add);
        return secret;
    }

    @Override
    public Masking masking() {
        return session.console().secrets().masking();
    }

    @Override
    public String controller() {
        return build.builder() + ":" + session.workspace();
    }

    /** One run at a time has the workspace. */
    @Override
    public boolean isAlive(int buildNumber) {
        return buildNumber == build.number();
    }

    @Override
    public Builds builds() {
        return new LocalBuilds(session.files());
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }
}
