package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings a study's directory and its spec together: checks that they fit and reads what is there. */
final class StudyOpening {
    private final Path directory;
    private final TuneSpec spec;
    private final Clock clock;
    private final Path workspace;
    private final List<String> notices = new ArrayList<>();

    StudyOpening(Path directory, TuneSpec spec, Clock clock, Path workspace) {
        this.directory = directory;
        this.spec = spec;
        this.clock = clock;
        this.workspace = workspace;
    }

    /** Makes a study of what was found. */
    @FunctionalInterface
    interface Maker {
        Study make(Instant start, Space space, Ledger ledger, TrialJournal journal, List<String> notices)
                throws IOException;
    }

    Study open(Maker maker) throws IOException {
        Space space = searchable();
        Optional<StudyFile> before = StudyFile.in(directory);
        TrialJournal journal = TrialJournal.open(directory.resolve(Study.TRIALS));
        try {
            journal.repair().ifPresent(notices::add);
            if (before.isPresent() && !journal.trials().isEmpty()) {
                checkSame(before.get().search());
            }
            Ledger ledger = new Ledger(spec, space);
            warmStart(space, ledger);
            ledger.replay(journal.trials());
            Instant start = before.isPresent() ? before.get().start() : clock.instant();
            return maker.make(start, space, ledger, journal, notices);
        } catch (IOException | RuntimeException e) {
            journal.close();
            throw e;
        }
    }

    /** The space, once a point was found in it. */
    private Space searchable() {
        Space space = Space.of(spec);
        space.requirePoint(() -> Randomness.of(spec.seed(), 0));
        return space;
    }

    private void checkSame(Search before) {
        List<String> differences = Search.of(spec).differencesFrom(before);
        if (!differences.isEmpty()) {
            throw new SpecException("study '" + spec.name() + "' has trials of another search: "
                    + String.join("; ", differences) + ". Give the study another name, or remove " + directory
                    + " to start anew");
        }
    }

    /** Earlier trials are numbered below 0, up to -1. A study that is named twice, in whatever way, counts once. */
    private void warmStart(Space space, Ledger ledger) throws IOException {
        List<EarlierStudy> studies = new ArrayList<>();
        Set<Path> read = new HashSet<>();
        for (String reference : new LinkedHashSet<>(spec.warmStart())) {
            if (reference.equals(spec.name())) {
                studies.addAll(earlierRuns(space));
                continue;
            }
            Path trials = EarlierStudy.find(reference, directory.toAbsolutePath(), workspace, spec);
            if (read.add(trials.toRealPath())) {
                studies.add(EarlierStudy.read(trials, spec, space));
            }
        }
        int number = -studies.stream().mapToInt(study -> study.fitting().size()).sum();
        for (EarlierStudy study : studies) {
            study.observations(number).forEach(ledger::observe);
            number += study.fitting().size();
            notices.add(study.summary());
        }
    }

    private List<EarlierStudy> earlierRuns(Space space) throws IOException {
        List<EarlierStudy> studies = new ArrayList<>();
        for (Path run : new EarlierRuns(directory).oldestFirst()) {
            Optional<String> other = EarlierStudy.otherObjective(run.resolve(Study.RECORD), spec);
            if (other.isPresent()) {
                notices.add("no warm start from " + run + ": it " + other.get());
            } else {
                studies.add(EarlierStudy.read(run.resolve(Study.TRIALS), spec, space));
            }
        }
        if (studies.isEmpty()) {
            notices.add("no warm start: '" + spec.name() + "' has no earlier run with this objective");
        }
        return studies;
    }
}
