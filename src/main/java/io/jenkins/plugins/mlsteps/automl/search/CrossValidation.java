package io.jenkins.plugins.mlsteps.automl.search;

import io.jenkins.plugins.mlsteps.automl.feature.Encoder;
import io.jenkins.plugins.mlsteps.automl.feature.Encoding;
import io.jenkins.plugins.mlsteps.automl.learn.Learner;
import io.jenkins.plugins.mlsteps.automl.learn.Lesson;
import io.jenkins.plugins.mlsteps.automl.score.Scores;
import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import io.jenkins.plugins.mlsteps.automl.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** Judges learners on rows that they were not fitted to, the same folds for all. */
final class CrossValidation {
    private static final int MOST_FOLDS = 5;

    /** Folds of large data are alike: fewer are enough. */
    private static final int LARGE = 20_000;

    private final List<Fold> folds = new ArrayList<>();

    /** What one fold learns from and is judged on, encoded from its training rows alone. */
    private record Fold(Lesson training, Lesson validation) {}

    /**
     * @param rows of the table that may be used
     */
    CrossValidation(Table table, int[] rows, long seed) {
        Outcome outcome = table.outcome().of(rows);
        int count = rows.length >= LARGE ? 3 : MOST_FOLDS;
        int[] parts = Folds.deal(outcome, count, seed);
        for (int part = 0; part < count; part++) {
            int[] training = pick(rows, Folds.notIn(parts, part));
            int[] validation = pick(rows, Folds.in(parts, part));
            Encoding encoding = Encoder.fit(table, training);
            folds.add(new Fold(lesson(table, encoding, training), lesson(table, encoding, validation)));
        }
    }

    /**
     * For each metric its value in every fold where it is defined.
     *
     * @param late looked at before each fold
     * @return empty when it was late before all folds were judged
     */
    Optional<Map<String, List<Double>>> judge(Learner learner, long seed, BooleanSupplier late) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (Fold fold : folds) {
            if (late.getAsBoolean()) {
                return Optional.empty();
            }
            double[][] predicted =
                    learner.fit(fold.training(), seed).predict(fold.validation().features());
            Scores.of(fold.validation().outcome(), predicted)
                    .forEach((name, value) ->
                            values.computeIfAbsent(name, any -> new ArrayList<>()).add(value));
        }
        return Optional.of(values);
    }

    private static Lesson lesson(Table table, Encoding encoding, int[] rows) {
        return new Lesson(encoding.encode(table, rows), table.outcome().of(rows));
    }

    private static int[] pick(int[] rows, int[] indices) {
        return IntStream.of(indices).map(index -> rows[index]).toArray();
    }
}
