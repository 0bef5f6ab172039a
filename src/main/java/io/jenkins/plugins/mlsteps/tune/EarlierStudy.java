package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Complete trials of an earlier study, to learn from ("warm start").
 *
 * @param complete how many complete trials it has
 * @param fitting those of them whose parameters are points of this study's space
 */
record EarlierStudy(Path trials, int complete, List<double[]> fitting, List<double[]> values) {
    static final String WHERE = Binder.wordOf(TuneSpec.class) + ": parameter 'warmStart'";

    /**
     * The trials of an earlier study.
     *
     * @param reference name of a study beside this one, a directory of one, or a {@code trials.jsonl}
     * @param directory of this study, beside which others are
     * @param workspace that a path is relative to
     * @throws SpecException when it does not exist or optimizes something else
     */
    static Path find(String reference, Path directory, Path workspace, TuneSpec spec) throws IOException {
        Path trials = locate(reference, directory, workspace);
        Optional<String> other = otherObjective(trials.resolveSibling(Study.RECORD), spec);
        if (other.isPresent()) {
            throw new SpecException(WHERE + ": study '" + reference + "' " + other.get());
        }
        return trials;
    }

    /** What an earlier study optimized, when that is something else; a file of trials without its study is believed. */
    static Optional<String> otherObjective(Path study, TuneSpec spec) throws IOException {
        if (!Files.isRegularFile(study)) {
            return Optional.empty();
        }
        StudyRecord record = Json.read(study, StudyRecord.class);
        if (record == null || record.spec() == null) {
            throw new IOException(study + " is no study: it has no 'spec'; leave it out of 'warmStart', or remove it to learn from the"
                    + " trials beside it all the same");
        }
        TuneSpec earlier = record.spec();
        return earlier.objectives().equals(spec.objectives()) && earlier.directions().equals(spec.directions())
                ? Optional.empty()
                : Optional.of("optimized " + earlier.objectives() + " " + earlier.directions() + ", this one optimizes "
                        + spec.objectives() + " " + spec.directions());
    }

    static EarlierStudy read(Path trials, TuneSpec spec, Space space) throws IOException {
        List<double[]> fitting = new ArrayList<>();
        List<double[]> values = new ArrayList<>();
        int complete = 0;
        for (Trial trial : TrialJournal.read(trials)) {
            if (trial.state() == Trial.State.COMPLETE && trial.value() != null) {
                complete++;
                double[] point = space.encode(trial.params());
                double[] observed = values(trial, spec);
                if (isPointOf(space, point) && IntStream.range(0, observed.length).allMatch(i -> Double.isFinite(observed[i]))) {
                    fitting.add(point);
                    values.add(observed);
                }
            }
        }
        return new EarlierStudy(trials, complete, fitting, values);
    }

    /**
     * @param first number to give them, below 0
     */
    List<Observation> observations(int first) {
        return IntStream.range(0, fitting.size())
                .mapToObj(i -> Observation.complete(first + i, fitting.get(i), values.get(i)))
                .toList();
    }

    String summary() {
        return "warm start from " + trials + ": " + fitting.size() + " of " + complete
                + " complete trials fit this study's space";
    }

    private static Path locate(String reference, Path directory, Path workspace) {
        List<Path> places = List.of(
                directory.resolveSibling(reference).resolve("trials.jsonl"),
                workspace.resolve(reference).resolve("trials.jsonl"),
                workspace.resolve(reference));
        return places.stream().filter(Files::isRegularFile).findFirst().orElseThrow(() -> new SpecException(
                WHERE + ": there is no study '" + reference + "'; looked for " + places));
    }

    private static double[] values(Trial trial, TuneSpec spec) {
        double[] values = new double[spec.objectives().size()];
        for (int i = 0; i < values.length; i++) {
            Double value = i == 0 ? trial.value() : trial.metrics().get(spec.objectives().get(i));
            values[i] = value == null ? Double.NaN : spec.maximizes(i) ? -value : value;
        }
        return values;
    }

    private static boolean isPointOf(Space space, double[] point) {
        return Space.same(space.settle(point), point) && space.allows(point);
    }
}
