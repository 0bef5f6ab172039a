package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.TrainRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The one metric a model is introduced with. */
public record Headline(String metric, Double value) {
    /** What people ask for first; the built-in trainer's own choice goes before. */
    private static final List<String> FAMILIAR = List.of(
            "auc", "roc_auc", "val_auc", "accuracy", "val_accuracy", "acc", "val_acc", "f1", "r2", "rmse", "mae", "val_loss",
            "loss");

    /** Empty for a training without metrics. */
    public static Optional<Headline> of(TrainRecord record) {
        Map<String, Double> metrics = record.metrics();
        if (!record.leaderboard().isEmpty()) {
            String chosen = record.leaderboard().get(0).metric();
            if (chosen != null && metrics.get(chosen) != null) {
                return Optional.of(new Headline(chosen, metrics.get(chosen)));
            }
        }
        return FAMILIAR.stream()
                .filter(name -> metrics.get(name) != null)
                .findFirst()
                .or(() -> metrics.keySet().stream().sorted().findFirst())
                .map(name -> new Headline(name, metrics.get(name)));
    }
}
