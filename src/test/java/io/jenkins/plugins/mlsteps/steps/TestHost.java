package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Build;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.host.StepLog;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A host on a directory; it drives a step as hosts do, and can forget everything but the saved state between two turns. */
final class TestHost implements Host, StepLog {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path root;
    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    TestHost(Path root) {
        this.root = root;
    }

    /** Drives a step to its end as one process does. */
    static <S extends Record, R> R drive(StepMachine<S, R> step) throws Exception {
        return drive(() -> step, TestBodies.none(), state -> {});
    }

    /**
     * Drives a step to its end with another instance for every turn, each knowing only the state as it was written.
     *
     * @param watcher sees every state
     */
    static <S extends Record, R> R drive(Supplier<StepMachine<S, R>> restart, TestBodies bodies, Consumer<S> watcher)
            throws Exception {
        StepMachine<S, R> first = restart.get();
        S state = first.initial();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Turn<S, R> turn = restart.get().advance(saved(state, first.stateType()));
            if (turn.result().isPresent()) {
                return turn.result().get();
            }
            state = turn.state();
            watcher.accept(state);
            turn.start().forEach(bodies::start);
            turn.stop().forEach(bodies::stop);
            LockSupport.parkNanos(turn.pause().toNanos());
        }
        throw new AssertionError("the step did not end within " + PATIENCE + "; its state is " + state);
    }

    static <S extends Record> S saved(S state, Class<S> type) throws IOException {
        return Json.mapper().readValue(Json.mapper().writeValueAsBytes(state), type);
    }

    List<String> lines() {
        return lines;
    }

    String printed() {
        return output.toString(StandardCharsets.UTF_8);
    }

    @Override
    public Workspace workspace() {
        return new Workspace() {
            @Override
            public <T> T act(Task<T> task) throws IOException, InterruptedException {
                return Travel.there(Travel.there(task).on(root));
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
        return Map.of("PATH", System.getenv("PATH"));
    }

    @Override
    public Optional<String> secret(String id) {
        return Optional.empty();
    }

    @Override
    public Administration administration() {
        return Administration.none();
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
        output.write(bytes, offset, length);
    }

    @Override
    public void progress(String text) {
        lines.add(text);
    }
}
