package io.jenkins.plugins.mlsteps.jenkins.record;

import hudson.model.Job;
import java.io.File;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The summaries of a job's builds, whatever the builds' results. Builds are not loaded for it: a summary is a small file in
 * the build's directory, read once.
 */
public final class JobHistory {
    private static final Logger LOGGER = Logger.getLogger(JobHistory.class.getName());
    private static final Map<Job<?, ?>, JobHistory> HISTORIES = Collections.synchronizedMap(new WeakHashMap<>());
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private SoftReference<Map<Integer, Optional<BuildSummary>>> known = new SoftReference<>(null);
    private final File builds;

    private JobHistory(File builds) {
        this.builds = builds;
    }

    /** Of a job, which the caller has checked may be read. */
    public static JobHistory of(Job<?, ?> job) {
        File builds = job.getBuildDir();
        return HISTORIES.compute(job, (key, history) -> history != null && history.builds.equals(builds) ? history : new JobHistory(builds));
    }

    /** Of the builds that ran ML steps and are still there, the latest first. Signatures are those of keys that are trusted now. */
    public List<BuildSummary> summaries() {
        return summaries(Trust.now());
    }

    List<BuildSummary> summaries(Trust trust) {
        Map<Integer, Optional<BuildSummary>> summaries = known();
        Set<Integer> present = numbers();
        summaries.keySet().retainAll(present);
        return present.stream()
                .map(number -> summaries.computeIfAbsent(number, this::read))
                .flatMap(Optional::stream)
                .map(summary -> summary.under(trust))
                .sorted(Comparator.comparingInt(BuildSummary::number).reversed())
                .toList();
    }

    /** Whether no build ran an ML step. Reads no more than it must: it is asked for every job that is shown. */
    public boolean isEmpty() {
        Map<Integer, Optional<BuildSummary>> summaries = known();
        return numbers().stream()
                .sorted(Comparator.reverseOrder())
                .noneMatch(number -> summaries.computeIfAbsent(number, this::read).isPresent());
    }

    /** Of one build; empty when there is none, or it ran no ML step. */
    public Optional<BuildSummary> summary(int number) {
        return summaries().stream().filter(summary -> summary.number() == number).findFirst();
    }

    void put(BuildSummary summary) {
        known().put(summary.number(), Optional.of(summary));
    }

    private synchronized Map<Integer, Optional<BuildSummary>> known() {
        Map<Integer, Optional<BuildSummary>> summaries = known.get();
        if (summaries == null) {
            summaries = new ConcurrentHashMap<>();
            known = new SoftReference<>(summaries);
        }
        return summaries;
    }

    private Set<Integer> numbers() {
        String[] names = builds.list();
        return names == null
                ? Set.of()
                : Arrays.stream(names)
                        .filter(name -> NUMBER.matcher(name).matches())
                        .map(Integer::valueOf)
                        .collect(Collectors.toSet());
    }

    private Optional<BuildSummary> read(int number) {
        try {
            return new RecordStore(builds.toPath().resolve(String.valueOf(number))).summary();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The records of build " + number + " in " + builds + " are left out");
            return Optional.empty();
        }
    }
}
