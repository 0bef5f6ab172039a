package io.jenkins.plugins.mlsteps.jenkins.record;

import hudson.model.Job;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A model by its digest: where it came from, what gates said of it, and where it serves.
 *
 * @param name as the build that made it called it; of a verdict or endpoint when no build here did
 * @param format null when no build here made it
 * @param bytes size on disk; 0 when no build here made it
 * @param made builds that made exactly this model, the latest first
 * @param judged what gates said, the latest first
 * @param deployed promotions, the latest first
 */
public record ModelVersion(
        String digest,
        String name,
        String format,
        long bytes,
        List<Made> made,
        List<Judged> judged,
        List<Deployed> deployed) {

    /** A build that made the model. */
    public record Made(Job<?, ?> job, int build, Instant time) {}

    /** A gate's word on the model. */
    public record Judged(Job<?, ?> job, int build, BuildSummary.Gate gate, BuildSummary.Outcome outcome) {}

    /**
     * A promotion of the model.
     *
     * @param job null when it is deleted
     * @param jobName as pages show it
     * @param vouched whether this Jenkins carried it out
     * @param serving whether it did, and deployed nothing else to this endpoint since
     * @param kept whether the build is still there
     */
    public record Deployed(
            Job<?, ?> job,
            String jobName,
            int build,
            BuildSummary.Endpoint endpoint,
            boolean vouched,
            boolean serving,
            boolean kept) {}

    /** The promotions that still serve. */
    public List<Deployed> serving() {
        return deployed.stream().filter(Deployed::serving).toList();
    }

    /** Whether it serves now under the endpoint, by this deployment or another one. */
    public boolean serves(BuildSummary.Endpoint endpoint) {
        return serving().stream()
                .map(Deployed::endpoint)
                .anyMatch(now -> now.environment().equals(endpoint.environment())
                        && now.name().equals(endpoint.name()));
    }

    /** When it was last made, judged or deployed. */
    Instant latest() {
        return Stream.of(
                        made.stream().map(Made::time),
                        judged.stream().map(judgement -> judgement.gate().judged()),
                        deployed.stream().map(deployment -> deployment.endpoint().time()))
                .flatMap(times -> times)
                .filter(Objects::nonNull)
                .max(Instant::compareTo)
                .orElse(Instant.MIN);
    }
}
