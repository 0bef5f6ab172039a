package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import io.jenkins.plugins.mlsteps.workload.local.OutputFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Bodies that run at once, in Java. */
final class TestBodies implements Bodies {
    private final Path root;
    private final Script script;
    private final Map<String, String> outputs = new HashMap<>();
    private final Map<String, Outcome> outcomes = new HashMap<>();
    private final List<String> started = new ArrayList<>();
    private boolean forgetsNext;

    TestBodies(Path root, Script script) {
        this.root = root;
        this.script = script;
    }

    /** What a body does; returns what it prints. */
    @FunctionalInterface
    interface Script {
        String run(BodyRun body) throws Exception;
    }

    static TestBodies none() {
        return new TestBodies(null, body -> {
            throw new AssertionError("no body was expected, but " + body.label() + " started");
        });
    }

    /** The host dies while the first body runs. */
    void forgetFirst() {
        forgetsNext = true;
    }

    List<String> started() {
        return started;
    }

    void start(BodyRun body) {
        started.add(body.id());
        outputs.put(body.id(), body.output());
        if (forgetsNext) {
            forgetsNext = false;
            return;
        }
        outcomes.put(body.id(), run(body));
    }

    private Outcome run(BodyRun body) {
        try {
            Files.writeString(root.resolve(body.output()), script.run(body));
            return new Outcome(null, false);
        } catch (Exception e) {
            return new Outcome(e.getMessage(), false);
        }
    }

    void stop(String id) {
        outcomes.put(id, new Outcome("interrupted", true));
    }

    @Override
    public Optional<Outcome> outcome(String id) {
        return Optional.ofNullable(outcomes.get(id));
    }

    @Override
    public OutputChunk output(String id, long cursor) throws IOException {
        return OutputFile.read(root.resolve(outputs.get(id)), cursor);
    }

    @Override
    public boolean isKnown(String id) {
        return outcomes.containsKey(id);
    }
}
