package io.jenkins.plugins.mlsteps.jenkins.record;

import hudson.FilePath;
import hudson.Launcher;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.report.InsightFiles;
import io.jenkins.plugins.mlsteps.report.chart.Figure;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import io.jenkins.plugins.mlsteps.report.page.PageWriter;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.util.BuildListenerAdapter;
import jenkins.util.Listeners;

/**
 * What the ML steps of one build wrote down. Steps hand over what a workspace holds; pages read what was kept, from the
 * build's own directory, never from a workspace.
 */
public final class BuildRecords {
    private static final Logger LOGGER = Logger.getLogger(BuildRecords.class.getName());
    private static final String REPORT = "report.html";

    private final Run<?, ?> run;
    /** Held for as long as files travel, while pages go on reading. */
    private final Lock keeping = new ReentrantLock();

    private final Map<String, String> archived = new HashMap<>();
    private final Map<String, Progress> progress = new ConcurrentSkipListMap<>();
    private SoftReference<Ledger> loaded = new SoftReference<>(null);

    BuildRecords(Run<?, ?> run) {
        this.run = run;
    }

    /** Of a build that runs an ML step: its pages are there from now on. */
    public static BuildRecords of(Run<?, ?> run) {
        return MlBuildAction.of(run).records();
    }

    /** Of any build; empty when it ran no ML step. */
    public static Optional<BuildRecords> find(Run<?, ?> run) {
        return Optional.ofNullable(run.getAction(MlBuildAction.class)).map(MlBuildAction::records);
    }

    /**
     * Archives {@code ml/**} of a workspace, as far as this build wrote it and it is not archived yet, and keeps its records.
     * Called when a step ended, well or not; it talks to the agent, so not on the thread that runs the Pipeline.
     *
     * @throws IOException when the workspace cannot be read, or the files cannot be kept; what was kept before stays
     */
    public void keep(FilePath workspace, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        keeping.lockInterruptibly();
        try {
            keepAlone(workspace, launcher, listener);
        } finally {
            keeping.unlock();
        }
    }

    private void keepAlone(FilePath workspace, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        FilePath ml = workspace.child("ml");
        Harvest harvest = Harvest.of(ml, run.getStartTimeInMillis());
        Ledger earlier = records();
        Ledger records = earlier.with(harvest.records());
        if (records.isEmpty()) {
            return;
        }
        Vouched before = vouched();
        Vouched vouched = new Audit(run, harvest.envelopes(), earlier, before).of(records);
        store(records, vouched);
        List<String> derived = new ArrayList<>(writeInsights(ml, earlier, records));
        ml.child(REPORT).write(PageWriter.html(records, vouched, Instant.now()), StandardCharsets.UTF_8.name());
        derived.add(REPORT);
        archive(harvest, derived, workspace, launcher, listener);
        records.verdicts().stream()
                .filter(verdict -> !earlier.verdicts().contains(verdict)
                        || vouched.vouchesFor(verdict) != before.vouchesFor(verdict))
                .forEach(verdict -> Listeners.notify(
                        VerdictListener.class,
                        true,
                        told -> told.judged(run, verdict, vouched.vouchesFor(verdict), listener)));
    }

    /** A build's directory moves with its job. */
    private RecordStore store() {
        return new RecordStore(run.getRootDir().toPath());
    }

    /** Everything that was kept; an empty ledger before anything was, with a notice when it cannot be read. */
    public synchronized Ledger records() {
        Ledger records = loaded.get();
        if (records == null) {
            records = read();
            loaded = new SoftReference<>(records);
        }
        return records;
    }

    /** What this Jenkins vouches for of the records, by the keys that it trusts now. */
    public Vouched vouched() {
        try {
            return store().summary().map(BuildSummary::vouched).orElse(Vouched.nothing()).under(Trust.now());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "Nothing is vouched for of " + run + ": its summary cannot be read");
            return Vouched.nothing();
        }
    }

    private Ledger read() {
        try {
            return store().records().orElse(Ledger.empty());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "The records of " + run + " cannot be read");
            return Ledger.unreadable("The records of this build cannot be read: " + IoFailure.sentence(e));
        }
    }

    private synchronized void remember(Ledger records) {
        loaded = new SoftReference<>(records);
    }

    /** When something was kept last; the epoch before anything was. */
    public Instant lastKept() {
        return store().lastWritten();
    }

    /** Remembers the last line that a running step has to say; it lives no longer than the controller runs. */
    public void progress(String step, String line) {
        progress.put(step, new Progress(step, line, Instant.now()));
    }

    /** The step has nothing more to say. */
    public void ended(String step) {
        progress.remove(step);
    }

    /** Last line of each running step; empty once the build has ended. */
    public Collection<Progress> progress() {
        return run.isBuilding() ? List.copyOf(progress.values()) : List.of();
    }

    /**
     * @param step name of the step
     * @param time when it said so
     */
    public record Progress(String step, String line, Instant time) {}

    private void store(Ledger records, Vouched vouched) throws IOException {
        BuildSummary summary =
                BuildSummary.of(run.getNumber(), Instant.ofEpochMilli(run.getStartTimeInMillis()), records, vouched);
        store().write(records, summary);
        remember(records);
        JobHistory.of(run.getParent()).put(summary);
    }

    /** Of studies that are new or went on. Returns the files below {@code ml}. */
    private static List<String> writeInsights(FilePath ml, Ledger earlier, Ledger records)
            throws IOException, InterruptedException {
        List<Study> changed = records.studies().stream()
                .filter(study -> !earlier.studies().contains(study))
                .toList();
        List<String> files = new ArrayList<>();
        for (Map.Entry<String, List<Figure>> insight : InsightFiles.of(changed).entrySet()) {
            String file = "tune/" + insight.getKey() + "/insight.json";
            ml.child(file).write(Json.pretty(insight.getValue()), StandardCharsets.UTF_8.name());
            files.add(file);
        }
        return files;
    }

    /** @param derived files that were just made of the records */
    private void archive(
            Harvest harvest, List<String> derived, FilePath workspace, Launcher launcher, TaskListener listener)
            throws IOException, InterruptedException {
        Map<String, String> changed = new TreeMap<>(harvest.files());
        changed.entrySet().removeAll(archived.entrySet());
        Map<String, String> artifacts = new TreeMap<>();
        changed.keySet().forEach(path -> artifacts.put("ml/" + path, "ml/" + path));
        derived.forEach(path -> artifacts.put("ml/" + path, "ml/" + path));
        run.pickArtifactManager().archive(workspace, launcher, BuildListenerAdapter.wrap(listener), artifacts);
        archived.putAll(changed);
    }
}
