package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.deploy.Rollout;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Moves an endpoint in a cluster to a release and, when it does not become ready, back. How far it is stands in the object
 * itself, so every call finds out and none does anything twice.
 *
 * @param object what makes the endpoint answer
 */
public record ClusterRollout<T extends HasMetadata>(ServedObject<T> object, Release release, Clock clock) {
    private static final Duration AWAY = Duration.ofMinutes(2);
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);

    /** One step ahead; an API server that is away for the moment is waited for. */
    public Rollout advance() throws IOException, InterruptedException {
        try {
            return step();
        } catch (ApiFailure e) {
            if (e.isFinal()) {
                throw e;
            }
            return Rollout.pending(e.getMessage());
        }
    }

    private Rollout step() throws IOException, InterruptedException {
        Optional<T> found = object.read(release);
        Optional<String> other = found.flatMap(it -> EndpointLabels.owner(it, release));
        if (other.isPresent()) {
            return Rollout.busy(object.title(release) + " " + other.get());
        }
        Optional<ReleaseNotes> notes = found.isPresent() ? ReleaseNotes.of(found.get()) : Optional.empty();
        Optional<String> busy = notes.flatMap(it -> it.keepsOut(release, now()));
        if (busy.isPresent()) {
            return Rollout.busy(busy.get());
        }
        if (notes.isPresent() && notes.get().isOf(release)) {
            return carryOn(found.get(), notes.get());
        }
        Optional<String> overtaken = release.overtaken(notes.map(ReleaseNotes::current));
        return overtaken.isPresent() ? Rollout.busy(overtaken.get()) : begin(notes);
    }

    private Rollout begin(Optional<ReleaseNotes> before) throws IOException, InterruptedException {
        try {
            object.prepare(release);
            ReleaseNotes begun = before.isPresent()
                    ? before.get().begin(release, now())
                    : ReleaseNotes.first(release, now());
            object.apply(noted(object.manifest(release), begun));
        } catch (DriftException e) {
            return Rollout.busy(e.getMessage());
        }
        return Rollout.pending(object.title(release) + " was applied");
    }

    private Rollout carryOn(T found, ReleaseNotes notes) throws IOException, InterruptedException {
        if (notes.phase() == ReleaseNotes.Phase.SERVING) {
            return Rollout.serving(object.url(found), notes.current().previous());
        }
        if (notes.phase() == ReleaseNotes.Phase.ROLLED_BACK) {
            return Rollout.failed("revision '" + release.revision() + "' was rolled back");
        }
        Progress progress = object.progress(found, release);
        return switch (progress.state()) {
            case PENDING -> Rollout.pending(progress.why());
            case FAILED -> Rollout.failed(progress.why());
            case READY -> confirm(found, notes);
        };
    }

    private Rollout confirm(T found, ReleaseNotes notes) throws IOException, InterruptedException {
        String previous = notes.previous()
                .filter(revision -> !revision.equals(release.revision()))
                .orElseGet(() -> notes.current() == null ? null : notes.current().previous());
        T manifest = object.manifest(release);
        ReleaseNotes serving = notes.serving(current(object.url(found), previous, object.metrics(release)), object.specification(manifest));
        object.apply(noted(manifest, serving));
        object.forget(release, release.revision(), previous);
        return Rollout.serving(object.url(found), previous);
    }

    /** Returns what serves now, in words; an API server that is away is asked again for two minutes. */
    public String rollBack() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + AWAY.toNanos();
        while (true) {
            try {
                return goBack();
            } catch (ApiFailure e) {
                if (e.isFinal() || System.nanoTime() > deadline) {
                    throw e;
                }
            }
            Thread.sleep(BETWEEN_TRIES.toMillis());
        }
    }

    /** May stop anywhere: what is left then is done by the next call. */
    private String goBack() throws IOException, InterruptedException {
        Optional<T> found = object.read(release);
        if (found.isEmpty()) {
            object.withdraw(release);
            return "nothing serves";
        }
        if (EndpointLabels.owner(found.get(), release).isPresent()) {
            return "nothing serves";
        }
        Optional<ReleaseNotes> notes = ReleaseNotes.of(found.get());
        if (notes.isPresent() && notes.get().isBeingRolledOut(release)) {
            if (notes.get().manifest() == null) {
                object.delete(release);
                return "nothing serves";
            }
            T before = object.withSpecification(object.manifest(release), notes.get().manifest());
            notes = notes.map(ReleaseNotes::rolledBack);
            object.apply(noted(before, notes.get()));
        }
        if (notes.isEmpty() || !notes.get().needs(release.revision())) {
            object.discard(release);
        }
        return serving(notes);
    }

    /** What the object says that the endpoint serves. */
    public Optional<CurrentRevision> current() throws IOException {
        Optional<T> found = object.read(release);
        if (found.isEmpty() || EndpointLabels.owner(found.get(), release).isPresent()) {
            return Optional.empty();
        }
        return ReleaseNotes.of(found.get()).map(ReleaseNotes::current);
    }

    private static String serving(Optional<ReleaseNotes> notes) {
        return notes.flatMap(ReleaseNotes::previous)
                .map(revision -> "revision '" + revision + "' goes on serving")
                .orElse("nothing serves");
    }

    private T noted(T manifest, ReleaseNotes notes) throws IOException {
        Map<String, String> annotations = new LinkedHashMap<>();
        if (manifest.getMetadata().getAnnotations() != null) {
            annotations.putAll(manifest.getMetadata().getAnnotations());
        }
        annotations.put(ReleaseNotes.ANNOTATION, notes.text());
        manifest.getMetadata().setAnnotations(annotations);
        return manifest;
    }

    private CurrentRevision current(String url, String previous, Map<String, Double> metrics) {
        return new CurrentRevision(
                release.endpoint(),
                release.environment(),
                release.model(),
                release.revision(),
                release.digest(),
                url,
                object.title(release),
                previous,
                release.by(),
                now(),
                metrics);
    }

    private Instant now() {
        return clock.instant();
    }
}
