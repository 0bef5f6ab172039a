package io.jenkins.plugins.mlsteps.jenkins.execution;

import hudson.model.Run;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.steps.Bodies;
import io.jenkins.plugins.mlsteps.steps.BodyRun;
import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import io.jenkins.plugins.mlsteps.workload.local.OutputFile;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jenkinsci.plugins.workflow.steps.BodyExecution;

/** The author's bodies that a step started on Jenkins, and how they ended. Saved with the program they are part of. */
final class BodyLedger implements Bodies, Serializable {
    private static final long serialVersionUID = 1L;

    private final Map<String, BodyExecution> running = new LinkedHashMap<>();
    private final Map<String, String> offers = new LinkedHashMap<>();
    private final Map<String, String> taken = new LinkedHashMap<>();
    private final Map<String, String> takers = new HashMap<>();
    private final Map<String, String> errors = new LinkedHashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final Set<String> stopped = new HashSet<>();
    /** When each got its place, in milliseconds since 1970; null while it waits for a node. A program of an earlier version has none. */
    private Map<String, Long> places = new HashMap<>();

    private final String build;
    private transient boolean unsaved;

    BodyLedger(Run<?, ?> build) {
        this.build = build.getExternalizableId();
    }

    /** Leaves a body to a branch of the Pipeline that asks for one. */
    synchronized void offer(BodyRun body) {
        offers.put(body.id(), Json.line(body));
    }

    /**
     * The oldest body that no branch has taken, or the one that this taker took before: its answer may not be in the program that
     * Jenkins saved.
     *
     * @param taker one call of the step with which a branch asks
     */
    synchronized Optional<BodyRun> take(String taker) {
        if (!takers.containsKey(taker) && !offers.isEmpty()) {
            String first = offers.keySet().iterator().next();
            taken.put(first, offers.remove(first));
            takers.put(taker, first);
        }
        return Optional.ofNullable(takers.get(taker)).map(this::offered);
    }

    /** A body that a branch has taken. */
    synchronized BodyRun offered(String id) {
        try {
            return Json.parse(taken.get(id), BodyRun.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Told by the thread that saves the program, so that no saved program has a body that runs and that nobody knows. */
    synchronized void begun(String id) {
        running.putIfAbsent(id, null);
        if (!places().containsKey(id)) {
            placed(id, Instant.now());
        }
    }

    /** Told before a body begins that waits for a node of its own. */
    synchronized void waits(String id) {
        places().put(id, null);
    }

    /** Told when that node is there, with the files of the body. */
    synchronized void placed(String id, Instant now) {
        places().put(id, now.toEpochMilli());
    }

    private Map<String, Long> places() {
        if (places == null) {
            places = new HashMap<>();
        }
        return places;
    }

    synchronized void started(String id, BodyExecution body) {
        if (!ended.contains(id)) {
            running.put(id, body);
        }
    }

    /** @param error null when it succeeded */
    synchronized void ended(String id, String error) {
        running.remove(id);
        offers.remove(id);
        taken.remove(id);
        takers.values().remove(id);
        ended.add(id);
        unsaved = true;
        if (error != null) {
            errors.put(id, error);
        }
    }

    /** The body, marked as one that the step itself wants to end; empty when it does not run yet, and never will. */
    synchronized Optional<BodyExecution> stop(String id) {
        BodyExecution body = running.get(id);
        if (body != null) {
            stopped.add(id);
        } else if (offers.remove(id) != null) {
            stopped.add(id);
            ended(id, "stopped before it started");
        }
        return Optional.ofNullable(body);
    }

    synchronized boolean wasStopped(String id) {
        return stopped.contains(id);
    }

    synchronized Collection<String> running() {
        return List.copyOf(running.keySet());
    }

    /** Whether a body ended since this was asked last. */
    synchronized boolean takeUnsaved() {
        boolean taken = unsaved;
        unsaved = false;
        return taken;
    }

    /** Removes what they printed: nobody reads it again, and only the steps of a body know which secrets to mask in it. */
    synchronized void removeOutput() throws IOException {
        for (String id : ended) {
            BodyOutput.writeHeld(build, id);
            Files.deleteIfExists(BodyOutput.file(build, id));
        }
    }

    /** The program is saved by one thread while others tell how bodies ended. */
    private synchronized void writeObject(ObjectOutputStream out) throws IOException {
        out.defaultWriteObject();
    }

    @Override
    public synchronized Optional<Outcome> outcome(String id) {
        return ended.contains(id)
                ? Optional.of(new Outcome(errors.get(id), errors.containsKey(id) && stopped.contains(id)))
                : Optional.empty();
    }

    @Override
    public synchronized boolean isKnown(String id) {
        return running.containsKey(id) || ended.contains(id) || offers.containsKey(id) || taken.containsKey(id);
    }

    @Override
    public synchronized boolean isWaiting(String id) {
        boolean begins = running.containsKey(id);
        return begins ? places().containsKey(id) && places().get(id) == null : offers.containsKey(id) || taken.containsKey(id);
    }

    @Override
    public synchronized Optional<Instant> placed(String id) {
        return Optional.ofNullable(places().get(id)).map(Instant::ofEpochMilli);
    }

    @Override
    public OutputChunk output(String id, long cursor) throws IOException {
        BodyOutput.writeHeld(build, id);
        return OutputFile.read(BodyOutput.file(build, id), cursor);
    }
}
