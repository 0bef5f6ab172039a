package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.jenkins.plugins.mlsteps.deploy.CurrentRevision;
import io.jenkins.plugins.mlsteps.deploy.Release;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What an endpoint's object says about its releases, in an annotation of its own. It changes in one write with what it
 * describes, so whoever reads it after a crash knows what was done.
 *
 * @param attempt of the last release
 * @param by who promotes or promoted it
 * @param requested when it was asked for
 * @param current what serves; null before the first release did
 * @param manifest specification of what serves, to go back to; null before the first release did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReleaseNotes(
        Phase phase, String attempt, String revision, String by, Instant requested, CurrentRevision current, String manifest) {
    static final String ANNOTATION = "mlsteps.jenkins.io/release";

    /** A rollout that nobody finished for so long does not keep others out: its build is gone. */
    private static final Duration LEASE = Duration.ofHours(2);

    /** How the last release went. */
    enum Phase {
        ROLLING_OUT,
        SERVING,
        ROLLED_BACK
    }

    /** @throws IOException when somebody changed the annotation into something else */
    static Optional<ReleaseNotes> of(HasMetadata object) throws IOException {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        String text = annotations == null ? null : annotations.get(ANNOTATION);
        try {
            return text == null ? Optional.empty() : Optional.of(Json.mapper().readValue(text, ReleaseNotes.class));
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "annotation " + ANNOTATION + " of " + object.getKind() + " '" + object.getMetadata().getName()
                            + "' was changed from outside and cannot be read: " + e.getOriginalMessage(),
                    e);
        }
    }

    String text() throws IOException {
        return Json.mapper().writeValueAsString(this);
    }

    ReleaseNotes begin(Release release, Instant now) {
        return new ReleaseNotes(
                Phase.ROLLING_OUT, release.attempt(), release.revision(), release.by(), now, current, manifest);
    }

    static ReleaseNotes first(Release release, Instant now) {
        return new ReleaseNotes(Phase.ROLLING_OUT, release.attempt(), release.revision(), release.by(), now, null, null);
    }

    ReleaseNotes serving(CurrentRevision now, String specification) {
        return new ReleaseNotes(Phase.SERVING, attempt, revision, by, requested, now, specification);
    }

    ReleaseNotes rolledBack() {
        return new ReleaseNotes(Phase.ROLLED_BACK, attempt, revision, by, requested, current, manifest);
    }

    boolean isOf(Release release) {
        return attempt.equals(release.attempt());
    }

    boolean isBeingRolledOut(Release release) {
        return isOf(release) && phase == Phase.ROLLING_OUT;
    }

    /** Whether a revision serves, served before, or is on its way by another release. */
    boolean needs(String other) {
        boolean comes = phase == Phase.ROLLING_OUT && revision.equals(other);
        boolean servesOrServed = current != null && (current.revision().equals(other) || other.equals(current.previous()));
        return comes || servesOrServed;
    }

    /** Why another release keeps this one out. */
    Optional<String> keepsOut(Release release, Instant now) {
        if (isOf(release)) {
            return Optional.empty();
        }
        if (phase == Phase.ROLLING_OUT && requested.plus(LEASE).isAfter(now)) {
            return Optional.of("revision '" + revision + "' is being rolled out by " + by + " since " + requested);
        }
        return Optional.empty();
    }

    Optional<String> previous() {
        return Optional.ofNullable(current).map(CurrentRevision::revision);
    }
}
