package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Build;
import io.jenkins.plugins.mlsteps.host.Builds;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.host.JobNames;
import io.jenkins.plugins.mlsteps.host.Masking;
import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.host.Restored;
import io.jenkins.plugins.mlsteps.host.StepLog;
import io.jenkins.plugins.mlsteps.host.UnreachableException;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Environment;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Clusters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A host on a directory, whose workspace tasks and their results travel as bytes, as they do between a controller and an agent. It drives
 * a step as hosts do, and can forget everything but the saved state between two turns.
 */
final class TestHost implements Host, StepLog {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Path root;
    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    /** Whether the machine of the workspace cannot be reached. */
    boolean away;

    private final Map<String, String> environment = new HashMap<>(Map.of("PATH", System.getenv("PATH")));
    private final Map<String, String> secrets = new HashMap<>();
    private Administration administration = Administration.none();
    private Builds builds = Builds.unknown();
    private Clusters clusters;
    private Clock clock = Clock.systemUTC();
    private int number = 7;
    private Restored restores;
    private String missing;
    private JobNames names = JobNames.lasting();
    private String job = "churn";

    TestHost(Path root) {
        this.root = root;
    }

    /** A host with one environment, {@code production}, that is this machine. */
    static TestHost production(Path root, Policy policy) {
        return production(root, policy, local(0));
    }

    static TestHost production(Path root, Policy policy, TargetConfig target) {
        Environment production = new Environment(Environment.Tier.production, target, policy);
        return new TestHost(root).with(new Administration(Map.of("production", production), null, null));
    }

    static TargetConfig local(int port) {
        return TargetConfig.local(port);
    }

    TestHost with(Administration other) {
        administration = other;
        return this;
    }

    TestHost with(Builds other) {
        builds = other;
        return this;
    }

    TestHost in(Clusters other) {
        clusters = other;
        return this;
    }

    TestHost withVariable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    TestHost withSecret(String id, String value) {
        secrets.put(id, value);
        return this;
    }

    /** The same host at another time; this one stays where it is. */
    TestHost at(Clock other) {
        TestHost there = new TestHost(root).with(administration).with(builds).build(number);
        there.environment.putAll(environment);
        there.secrets.putAll(secrets);
        there.clock = other;
        there.clusters = clusters;
        there.restores = restores;
        there.names = names;
        there.job = job;
        return there;
    }

    /** Its build brings back a model. */
    TestHost restoring(Restored what) {
        restores = what;
        return this;
    }

    /** Its job is called so now. */
    TestHost called(String name, JobNames others) {
        job = name;
        names = others;
        return this;
    }

    @Override
    public JobNames jobNames() {
        return names;
    }

    /** A host that cannot start model servers. */
    TestHost withoutRuntime(String why) {
        missing = why;
        return this;
    }

    @Override
    public OwnJava servingJava() throws IOException {
        if (missing != null) {
            throw new IOException(missing);
        }
        return java();
    }

    TestHost build(int other) {
        number = other;
        return this;
    }

    /** Drives a step to its end as one process does. */
    static <S extends Record, R> R drive(StepMachine<S, R> step) throws Exception {
        return drive(() -> step, TestBodies.none(), state -> {});
    }

    /** Goes on with one instance, from a state that it has, to its end. */
    static <S extends Record, R> void end(StepMachine<S, R> step, S from) throws Exception {
        S state = from;
        for (Turn<S, R> turn = step.advance(state); turn.result().isEmpty(); turn = step.advance(state)) {
            state = turn.state();
        }
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
                if (away) {
                    throw new UnreachableException(new IOException("the agent is away"));
                }
                return Travel.there(Travel.there(task).on(root));
            }

            @Override
            public void send(Sending task, OutputStream here) throws IOException, InterruptedException {
                Travel.there(task).from(root, here);
            }

            @Override
            public <T> T receive(Receiving<T> task, InputStream here) throws IOException, InterruptedException {
                return Travel.there(Travel.there(task).into(root, here));
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
        return environment;
    }

    @Override
    public Optional<String> secret(String id) {
        return Optional.ofNullable(secrets.get(id));
    }

    @Override
    public Masking masking() {
        return Masking.none().and(secrets.values());
    }

    @Override
    public Administration administration() {
        return administration;
    }

    @Override
    public Build build() {
        return new Build(
                job, number, null, List.of("mia"), "test", SourceRevision.unknown(), false, restores);
    }

    /** All builds but its own are no more. */
    @Override
    public boolean isAlive(int buildNumber) {
        return buildNumber == number;
    }

    @Override
    public Builds builds() {
        return builds;
    }

    @Override
    public <T> Optional<T> offer(Class<T> type) {
        return Optional.ofNullable(clusters).filter(type::isInstance).map(type::cast);
    }

    @Override
    public Clock clock() {
        return clock;
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
