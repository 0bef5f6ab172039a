package io.jenkins.plugins.mlsteps.jenkins.record;

import hudson.model.Item;
import hudson.model.Job;
import hudson.security.ACL;
import hudson.security.ACLContext;
import io.jenkins.plugins.mlsteps.record.Deployment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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

    private record Place(String environment, String name) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<Place, BuildSummary.Endpoint> serving = new LinkedHashMap<>();

    private ModelRegistry() {}

    /**
     * The versions that builds of jobs speak of which the current user may read, the latest first. What serves now is known
     * from all jobs, whoever asks.
     */
    public static List<ModelVersion> versions() {
        ModelRegistry registry = new ModelRegistry();
        List<Job<?, ?>> visible = new ArrayList<>();
        Jenkins.get().allItems(Job.class).forEach(visible::add);
        try (ACLContext everything = ACL.as2(ACL.SYSTEM2)) {
            Jenkins.get().allItems(Job.class).forEach(registry::noteServing);
        }
        visible.forEach(registry::note);
        return registry.all();
    }

    /** The version with a digest, as far as the current user may know of it. */
    public static Optional<ModelVersion> version(String digest) {
        return versions().stream().filter(version -> version.digest().equals(digest)).findFirst();
    }

    private void noteServing(Job<?, ?> job) {
        for (BuildSummary summary : JobHistory.of(job).summaries()) {
            for (BuildSummary.Endpoint endpoint : summary.endpoints()) {
                if (endpoint.status() == Deployment.Status.DEPLOYED) {
                    serving.merge(new Place(endpoint.environment(), endpoint.name()), endpoint, ModelRegistry::later);
                }
            }
        }
    }

    private static BuildSummary.Endpoint later(BuildSummary.Endpoint one, BuildSummary.Endpoint other) {
        return time(one.time()).isBefore(time(other.time())) ? other : one;
    }

    private void note(Job<?, ?> job) {
        for (BuildSummary summary : JobHistory.of(job).summaries()) {
            summary.models().forEach(model -> {
                Entry entry = entry(model.digest());
                entry.model = entry.model == null ? model : entry.model;
                entry.made.add(new ModelVersion.Made(job, summary.number(), model.made()));
            });
            summary.gates().forEach(gate -> {
                Entry entry = entry(gate.digest());
                entry.otherName = gate.model();
                entry.judged.add(new ModelVersion.Judged(job, summary.number(), gate));
            });
            summary.endpoints().forEach(endpoint -> {
                Entry entry = entry(endpoint.digest());
                entry.otherName = endpoint.model();
                entry.deployed.add(new ModelVersion.Deployed(
                        job,
                        summary.number(),
                        endpoint,
                        endpoint.equals(serving.get(new Place(endpoint.environment(), endpoint.name())))));
            });
        }
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
