package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import io.jenkins.plugins.mlsteps.tune.pruner.Pruner;
import io.jenkins.plugins.mlsteps.tune.pruner.Pruners;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A search for the parameters that make a model best: {@link #ask} for trials, run them, {@link #tell} how they ended. The
 * study never runs anything itself.
 *
 * <p>It lives in a directory with {@code study.json} and {@code trials.jsonl}. What {@code ask} and {@code tell} return is in
 * the files already, so whatever happens to the process, opening the directory again goes on: with the same trials, and with
 * the same next ones. Safe for use by several threads; only one process can have a study open.
 */
public final class Study implements AutoCloseable {
    static final String TRIALS = "trials.jsonl";
    static final String RECORD = "study.json";

    private final Path directory;
    private final TuneSpec spec;
    private final SourceRevision source;
    private final Clock clock;
    private final Instant start;
    private final Ledger ledger;
    private final TrialJournal journal;
    private final ParameterSets parameterSets;
    private final LiveReports reports;
    private final Pruner pruner;
    private final StopRule stopRule;
    private final List<String> notices;
    private boolean written;

    private Study(
            Path directory,
            TuneSpec spec,
            SourceRevision source,
            Clock clock,
            Instant start,
            Space space,
            Ledger ledger,
            TrialJournal journal,
            List<String> notices) {
        this.directory = directory;
        this.spec = spec;
        this.source = source;
        this.clock = clock;
        this.start = start;
        this.ledger = ledger;
        this.journal = journal;
        this.parameterSets = new ParameterSets(spec, space, ledger);
        this.notices = Stream.concat(notices.stream(), parameterSets.notices().stream()).toList();
        this.reports = new LiveReports(ledger, journal);
        this.pruner = Pruners.named(spec.pruner());
        this.stopRule = new StopRule(spec, space);
    }

    /**
     * Finds what cannot be searched before anything runs. A spec without a space is not looked at: the built-in trainer has yet to
     * bring its own.
     *
     * @throws SpecException when a condition cannot be understood, no point meets the constraints, the first parameter sets are not
     *     in the space, or the algorithm cannot serve it
     */
    public static void check(TuneSpec spec) {
        try {
            if (!spec.space().isEmpty()) {
                ParameterSets.check(spec);
            }
        } catch (SpecException e) {
            throw new SpecException(Binder.wordOf(TuneSpec.class) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Opens the study of a directory, or begins one there. The directory is {@code ml/tune/<name>} of a workspace.
     *
     * @throws SpecException when the directory holds trials of another space or objective, or the spec cannot be searched
     * @throws IOException when the files cannot be read or written, or another process has the study open
     */
    public static Study open(Path directory, TuneSpec spec, SourceRevision source, Clock clock) throws IOException {
        return open(directory, spec, source, clock, workspaceOf(directory));
    }

    static Path workspaceOf(Path directory) {
        return directory.toAbsolutePath().resolve("../../..").normalize();
    }

    /**
     * @param workspace that the paths of {@code warmStart} are relative to
     */
    public static Study open(Path directory, TuneSpec spec, SourceRevision source, Clock clock, Path workspace)
            throws IOException {
        return new StudyOpening(directory, spec, clock, workspace).open((start, space, ledger, journal, notices) -> {
            Study study = new Study(directory, spec, source, clock, start, space, ledger, journal, notices);
            if (!Files.exists(directory.resolve(RECORD))) {
                study.writeBrief();
            }
            return study;
        });
    }

    /**
     * Chooses the next trials and writes them down as running.
     *
     * @param count how many could start now
     * @return at most as many; fewer or none when the study needs no more, or wants to see results first
     */
    public synchronized List<Trial> ask(int count) throws IOException {
        List<Trial> asked = new ArrayList<>();
        while (asked.size() < count && ledger.trials().size() < total() && stopReason().isEmpty()) {
            Optional<Map<String, Object>> params = parameterSets.next();
            if (params.isEmpty()) {
                break;
            }
            if (!written) {
                writeBrief();
            }
            Trial trial = new Trial(
                    ledger.trials().size(), params.get(), Trial.State.RUNNING, null, List.of(), Map.of(), null,
                    clock.instant(), null);
            journal.append(trial);
            ledger.put(trial);
            asked.add(trial);
        }
        return asked;
    }

    /** Says in {@code study.json} what is searched; before the first new trial, because a spec may have changed since. */
    private void writeBrief() throws IOException {
        Json.write(directory.resolve(RECORD), summary().brief());
        written = true;
    }

    /**
     * Takes in an intermediate value of the objective.
     *
     * @param step epoch, iteration or fold; a second value for the same step replaces the first
     * @return whether the trial should be stopped and told as pruned
     */
    public synchronized boolean report(int number, long step, double value) throws IOException {
        Trial trial = trial(number);
        if (trial.isFinished()) {
            return false;
        }
        return pruner.prunes(reports.put(trial, step, value), ledger.otherCurves(number));
    }

    /**
     * Takes in how a trial ended. Telling the end of a trial again changes nothing.
     *
     * @param value of the (first) objective, needed for a complete trial; a complete trial without one has failed, and one
     *     with a value that is not finite is {@link Trial.State#NOT_FINITE}
     * @param metrics last values of whatever was reported, with those of further objectives
     * @param reason why it failed or was pruned; may be null
     * @return the trial as it was written down
     */
    public synchronized Trial tell(
            int number, Trial.State state, Double value, Map<String, Double> metrics, String reason)
            throws IOException {
        return tell(number, null, state, value, metrics, reason);
    }

    /**
     * As {@link #tell(int, Trial.State, Double, Map, String)}, of a trial that did not begin when it was asked for.
     *
     * @param start when it began; null when it was asked for
     */
    public synchronized Trial tell(
            int number, Instant start, Trial.State state, Double value, Map<String, Double> metrics, String reason)
            throws IOException {
        Trial trial = trial(number);
        if (trial.isFinished()) {
            return trial;
        }
        Trial begun = start == null ? trial : Trials.begunAt(start, trial);
        Trial ended = new Ending(spec, begun, ledger.curve(number), ledger.sign(0))
                .of(state, value, metrics == null ? Map.of() : metrics, reason, clock.instant());
        journal.append(ended);
        ledger.put(ended);
        return ended;
    }

    /**
     * Takes in a trial that somebody else chose and runs, as far as it is. One that has ended stays as it was told.
     *
     * @param trial with the next number when it is new
     * @return whether it ended with this
     */
    public synchronized boolean adopt(Trial trial) throws IOException {
        boolean known = trial.number() < ledger.trials().size();
        if (known && (ledger.trials().get(trial.number()).isFinished() || !trial.isFinished())) {
            return false;
        }
        if (!written) {
            writeBrief();
        }
        journal.append(trial);
        ledger.put(trial);
        return trial.isFinished();
    }

    private Trial trial(int number) {
        if (number < 0 || number >= ledger.trials().size()) {
            throw new IllegalArgumentException("there is no trial " + number + " in study '" + spec.name()
                    + "': it has " + ledger.trials().size() + " trials, numbered from 0");
        }
        return ledger.trials().get(number);
    }

    /** All trials asked for, by number. */
    public synchronized List<Trial> trials() {
        return List.copyOf(ledger.trials());
    }

    /** The trials whose ends have not been told. */
    public synchronized List<Trial> running() {
        return ledger.trials().stream().filter(trial -> !trial.isFinished()).toList();
    }

    /** The complete trial with the best value of the (first) objective; with repeats, the first run of the best mean, with means as its values. */
    public synchronized Optional<Trial> best() {
        return summary().best();
    }

    /** With several objectives, the complete trials that no other beats in all of them, as {@link #best} has its one; else none. */
    public synchronized List<Trial> pareto() {
        return summary().pareto();
    }

    /** Whether every trial has been told, or a stop rule says that the study has seen enough. */
    public synchronized boolean isFinished() {
        return stopReason().isPresent() || ledger.finished() >= total() || parameterSets.areExhausted() && ledger.running().isEmpty();
    }

    /** Why no more trials are asked for before their number is reached. */
    public synchronized Optional<String> stopReason() {
        return ledger.finished() >= total()
                ? Optional.empty()
                : stopRule.reason(ledger.trials(), ledger.told(), start, clock.instant());
    }

    /**
     * What an author should be told once: repaired files, what a warm start found, a grid that is too large, first points that are
     * not tried.
     */
    public List<String> notices() {
        return notices;
    }

    /** The study so far. */
    public synchronized StudyRecord record() {
        return summary().full(null);
    }

    /**
     * Writes {@code study.json} with the best trial, counts and importance.
     *
     * @param price of the trials' compute profile; null when it has none
     */
    public synchronized StudyRecord finish(Price price) throws IOException {
        StudyRecord record = summary().full(price);
        Json.write(directory.resolve(RECORD), record);
        return record;
    }

    private StudySummary summary() {
        return new StudySummary(spec, source, ledger, start, isFinished() ? clock.instant() : null, stopReason());
    }

    private int total() {
        return Math.multiplyExact(spec.trials(), spec.repeats());
    }

    /** Writes down what running trials reported, and lets go of the files. */
    @Override
    public synchronized void close() throws IOException {
        try {
            for (Trial trial : running()) {
                reports.save(trial);
            }
        } finally {
            journal.close();
        }
    }

    /** Whether it can go on; a thread that was interrupted while it wrote has closed its files. */
    public boolean isOpen() {
        return journal.isOpen();
    }
}
