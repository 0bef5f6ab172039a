package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The candidates of the built-in trainer, the selected one first. */
public record Leaderboard(String metric, List<Row> rows, String leftOut) {
    private static final int MAX_ROWS = 50;

    /**
     * @param whisker null when a score is not finite
     * @param best whether it became the model
     */
    public record Row(
            int rank, String family, String params, String score, String spread, String took, Whisker whisker, boolean best) {}

    /**
     * Score and spread on the scale of all candidates, in percent of its width.
     *
     * @param from where score minus spread is
     * @param width twice the spread
     * @param dot where the score is
     */
    public record Whisker(String from, String width, String dot) {}

    /** Empty for other forms of training. */
    static Optional<Leaderboard> of(TrainRecord record) {
        List<TrainRecord.Candidate> candidates =
                record.leaderboard().stream().filter(Objects::nonNull).toList();
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        List<Row> rows = new ArrayList<>();
        Scale scale = Scale.over(candidates);
        for (TrainRecord.Candidate candidate : candidates.subList(0, Math.min(MAX_ROWS, candidates.size()))) {
            rows.add(row(rows.size() + 1, candidate, scale));
        }
        int leftOut = candidates.size() - rows.size();
        return Optional.of(new Leaderboard(
                candidates.get(0).metric(),
                rows,
                leftOut > 0 ? Wording.count(leftOut, "more candidate") + " in record.json" : null));
    }

    private static Row row(int rank, TrainRecord.Candidate candidate, Scale scale) {
        return new Row(
                rank,
                words(candidate.family()),
                params(candidate.params()),
                Wording.number(candidate.score()),
                Wording.number(candidate.spread()),
                Wording.duration(java.time.Duration.ofMillis((long) (candidate.seconds() * 1000))),
                scale.place(candidate),
                rank == 1);
    }

    /** randomForest is "random forest". */
    private static String words(String family) {
        return family == null
                ? Wording.NONE
                : family.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String params(Map<String, Object> params) {
        List<String> words = new ArrayList<>();
        new TreeMap<>(params == null ? Map.of() : params)
                .forEach((name, value) -> words.add(name + " " + Wording.value(value)));
        return String.join(", ", words);
    }

    /** From the lowest to the highest end of score ± spread. */
    private record Scale(double low, double high) {
        static Scale over(List<TrainRecord.Candidate> candidates) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (TrainRecord.Candidate candidate : candidates) {
                if (Double.isFinite(candidate.score()) && Double.isFinite(candidate.spread())) {
                    low = Math.min(low, candidate.score() - candidate.spread());
                    high = Math.max(high, candidate.score() + candidate.spread());
                }
            }
            return new Scale(low, high);
        }

        Whisker place(TrainRecord.Candidate candidate) {
            double width = high - low;
            double from = 100 * (candidate.score() - candidate.spread() - low) / width;
            double share = 100 * 2 * candidate.spread() / width;
            double at = 100 * (candidate.score() - low) / width;
            return Double.isFinite(from) && Double.isFinite(share)
                    ? new Whisker(percent(from), percent(share), percent(at))
                    : null;
        }

        private static String percent(double share) {
            return String.format(Locale.ROOT, "%.1f", share);
        }
    }
}
