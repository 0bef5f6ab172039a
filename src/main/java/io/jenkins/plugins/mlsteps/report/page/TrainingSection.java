package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.report.chart.LearningCurves;
import io.jenkins.plugins.mlsteps.report.ledger.Training;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One training: its metrics, curves, leaderboard, and the schema that was inferred. */
public record TrainingSection(
        String anchor,
        String name,
        Mark mark,
        String reason,
        List<Fact> metrics,
        List<Fact> facts,
        List<FigureView> figures,
        Leaderboard leaderboard,
        Schema schema) {
    private static final int MAX_METRICS = 60;

    static TrainingSection of(Training training, Figures figures) {
        Optional<TrainRecord> record = training.record();
        return new TrainingSection(
                Anchor.of("train", training.name()),
                training.name(),
                Mark.ofTraining(record),
                record.map(TrainRecord::reason).orElse(null),
                record.map(TrainingSection::metrics).orElse(List.of()),
                record.map(known -> facts(known, training.card())).orElse(List.of()),
                LearningCurves.figures(training.curves()).stream()
                        .map(figures::add)
                        .toList(),
                record.flatMap(Leaderboard::of).orElse(null),
                record.flatMap(known -> Schema.of(known, training.card())).orElse(null));
    }

    private static List<Fact> metrics(TrainRecord record) {
        return record.metrics().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(MAX_METRICS)
                .map(metric -> Fact.words(metric.getKey(), Wording.number(metric.getValue())))
                .toList();
    }

    private static List<Fact> facts(TrainRecord record, Optional<ModelCard> card) {
        return Fact.known(
                Fact.words("Took", Wording.duration(record.start(), record.end())),
                Fact.words("Form", record.form()),
                Fact.code("Command", record.spec() == null ? null : record.spec().training().command()),
                Fact.words("Target", record.spec() == null ? null : record.spec().training().target()),
                Fact.words("Task", card.map(ModelCard::task).orElse(null)),
                Fact.words("Exit code", record.exitCode() == null ? null : String.valueOf(record.exitCode())),
                Fact.words("Attempts", record.attempts() > 1 ? String.valueOf(record.attempts()) : null),
                Fact.words("Ran on", record.host()),
                Fact.digest("Model", record.digest()),
                Fact.words(
                        "Format",
                        card.map(known -> known.format() + ", " + Wording.bytes(known.bytes())).orElse(null)),
                Fact.code("Data", record.dataset() == null ? null : record.dataset().path()),
                Fact.digest("Data digest", record.dataset() == null ? null : record.dataset().digest()));
    }
}
