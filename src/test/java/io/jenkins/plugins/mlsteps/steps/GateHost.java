package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Build;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.host.StepLog;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A host whose workspace tasks and their results travel as bytes, as they do between a controller and an agent. */
final class GateHost implements Host, StepLog {
    private final Path root;
    private final Administration administration;
    private final List<String> lines = new ArrayList<>();

    GateHost(Path root) {
        this(root, Administration.none());
    }

    GateHost(Path root, Administration administration) {
        this.root = root;
        this.administration = administration;
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public Workspace workspace() {
        return new Workspace() {
            @Override
            public <T> T act(Task<T> task) throws IOException, InterruptedException {
                return travelled(travelled(task).on(root));
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
        return administration;
    }

    @Override
    public Build build() {
        return new Build("job", 1, null, "somebody", "builder", SourceRevision.unknown());
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public void line(String text) {
        lines.add(text);
    }

    @Override
    public void output(byte[] bytes, int offset, int length) {
        throw new AssertionError("a gate has no output but lines");
    }

    @Override
    public void progress(String text) {
        throw new AssertionError("a gate has no progress but lines");
    }

    @SuppressWarnings("unchecked")
    private static <T> T travelled(T value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (T) in.readObject();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
