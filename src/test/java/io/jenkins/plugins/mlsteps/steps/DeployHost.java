package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Build;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.host.StepLog;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host with one environment, {@code production}, that is this machine. */
record DeployHost(Path root, Policy policy, TargetConfig target, Clock clock, int number, List<String> lines)
        implements Host, StepLog {
    DeployHost(Path root, Policy policy) {
        this(root, policy, local(0), Clock.systemUTC(), 7, new ArrayList<>());
    }

    static TargetConfig local(int port) {
        return new TargetConfig(TargetConfig.Type.local, port, null, null, false, null, null, null);
    }

    DeployHost on(TargetConfig other) {
        return new DeployHost(root, policy, other, clock, number, lines);
    }

    DeployHost at(Clock other) {
        return new DeployHost(root, policy, target, other, number, lines);
    }

    DeployHost build(int other) {
        return new DeployHost(root, policy, target, clock, other, lines);
    }

    @Override
    public Workspace workspace() {
        return new Workspace() {
            @Override
            public <T> T act(Task<T> task) throws IOException, InterruptedException {
                return task.on(root);
            }
        };
    }

    @Override
    public StepLog log() {
        return this;
    }

    @Override
    public OwnJava java() {
        return OwnJava.ofThisProcess();
    }

    @Override
    public Map<String, String> environment() {
        return Map.of();
    }

    @Override
    public Optional<String> secret(String id) {
        return Optional.empty();
    }

    @Override
    public Administration administration() {
        return new Administration(
                Map.of("production", new Environment(Environment.Tier.production, target, policy)), null, null);
    }

    @Override
    public Build build() {
        return new Build("churn", number, null, "mia", "test", SourceRevision.unknown());
    }

    @Override
    public void line(String text) {
        lines.add(text);
    }

    @Override
    public void output(byte[] bytes, int offset, int length) {
        throw new AssertionError("a deployment has no output but lines");
    }

    @Override
    public void progress(String text) {
        lines.add(text);
    }
}
