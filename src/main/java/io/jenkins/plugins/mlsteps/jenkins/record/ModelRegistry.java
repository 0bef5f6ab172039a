package io.jenkins.plugins.mlsteps.jenkins.record;

import hudson.model.Job;
import io.jenkins.plugins.mlsteps.jenkins.promotion.LogEntry;
import io.jenkins.plugins.mlsteps.jenkins.promotion.PromotionLog;
import io.jenkins.plugins.mlsteps.record.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;

/** The models that builds of this Jenkins made, judged or deployed, by digest. */
public final class ModelRegistry {
    /** Records are written by builds: what is no digest could be anything, and becomes part of an address. */
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** What all builds together say of one digest. */
    private static final class Entry {
        private final List<ModelVersion.Made> made = new ArrayList<>();
        private final List<ModelVersion.Judged> judged = new ArrayList<>();
        private final List<ModelVersion.Deployed> deployed = new ArrayList<>();
        private BuildSummary.Model model;
        private String otherName;
    }

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Trust trust = Trust.now();
    /** Ends of promotions whose builds were not met yet, by the promotions' ids. */
    private final Map<String, LogEntry> serving = new HashMap<>();

    private ModelRegistry(List<LogEntry> serving) {
        serving.forEach(end -> this.serving.put(end.promotion(), end));
    }

    /**
     * The versions that builds of jobs speak of which the current user may read, the latest first. What serves now is what this
     * Jenkins deployed last, from whatever job; who configures environments is told that of deleted jobs too.
     */
    public static List<ModelVersion> versions() {
        try {
            ModelRegistry registry = new ModelRegistry(PromotionLog.get().serving());
            Jenkins.get().allItems(Job.class).forEach(registry::note);
            registry.serving.values().forEach(registry::noteWithoutRecords);
            return registry.all();
        } catch (IOException e) {
            throw new UncheckedIOException("what serves cannot be known without the promotion log", e);
        }
    }

    /** The version with a digest, as far as the current user may know of it. */
    public static Optional<ModelVersion> version(String digest) {
        return versions().stream().filter(version -> version.digest().equals(digest)).findFirst();
    }

    private void note(Job<?, ?> job) {
        for (BuildSummary summary : JobHistory.of(job).summaries(trust)) {
            summary.models().forEach(model -> {
                Entry entry = entry(model.digest());
                entry.model = entry.model == null ? model : entry.model;
                entry.made.add(new ModelVersion.Made(job, summary.number(), model.made()));
            });
            summary.gates().forEach(gate -> {
                Entry entry = entry(gate.digest());
                entry.otherName = gate.model();
                entry.judged.add(new ModelVersion.Judged(job, summary.number(), gate, summary.outcome(gate)));
            });
            summary.endpoints().forEach(endpoint -> {
                Entry entry = entry(endpoint.digest());
                entry.otherName = endpoint.model();
                entry.deployed.add(deployed(job, summary, endpoint));
            });
        }
    }

    private ModelVersion.Deployed deployed(Job<?, ?> job, BuildSummary summary, BuildSummary.Endpoint endpoint) {
        Optional<String> promotion = summary.vouched().promotion(endpoint.environment(), endpoint.name());
        return new ModelVersion.Deployed(
                job,
                job.getFullDisplayName(),
                summary.number(),
                endpoint,
                promotion.isPresent(),
                promotion.map(serving::remove).isPresent(),
                true);
    }

    /** What serves though the build that deployed it, or its job, was deleted, or has no records yet. */
    private void noteWithoutRecords(LogEntry end) {
        if (!end.mayBeKnown()) {
            return;
        }
        Job<?, ?> job = end.visibleJob().orElse(null);
        String name = job == null ? end.lastJob() : job.getFullDisplayName();
        boolean kept = job != null && job.getBuildByNumber(end.build()) != null;
        Entry entry = entry(end.digest());
        entry.otherName = end.model();
        BuildSummary.Endpoint endpoint = new BuildSummary.Endpoint(
                end.endpoint(), end.environment(), end.model(), end.digest(), null, Deployment.Status.DEPLOYED, end.time());
        entry.deployed.add(new ModelVersion.Deployed(job, name, end.build(), endpoint, true, true, kept));
    }

    private Entry entry(String digest) {
        return entries.computeIfAbsent(Objects.toString(digest, ""), key -> new Entry());
    }

    private List<ModelVersion> all() {
        return entries.entrySet().stream()
                .filter(entry -> DIGEST.matcher(entry.getKey()).matches())
                .map(entry -> version(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(ModelVersion::latest).reversed())
                .toList();
    }

    private static ModelVersion version(String digest, Entry entry) {
        entry.made.sort(Comparator.comparing((ModelVersion.Made made) -> time(made.time())).reversed());
        entry.judged.sort(Comparator.comparing((ModelVersion.Judged judged) -> time(judged.gate().judged())).reversed());
        entry.deployed.sort(Comparator.comparing((ModelVersion.Deployed deployed) -> time(deployed.endpoint().time())).reversed());
        return new ModelVersion(
                digest,
                entry.model == null ? Objects.toString(entry.otherName, "") : entry.model.name(),
                entry.model == null ? null : entry.model.format(),
                entry.model == null ? 0 : entry.model.bytes(),
                List.copyOf(entry.made),
                List.copyOf(entry.judged),
                List.copyOf(entry.deployed));
    }

    private static Instant time(Instant time) {
        return time == null ? Instant.MIN : time;
    }
}
