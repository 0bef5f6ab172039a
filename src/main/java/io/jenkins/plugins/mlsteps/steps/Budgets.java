package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.spec.Resources;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a model cost and costs, as metrics that rules may bound: {@code train_seconds}, {@code gpu_hours} (GPUs held times hours),
 * {@code cost} (where the compute profile has a price), {@code model_bytes}, and {@code data_age_hours}, the time from the last change of the training data to the end of the training.
 */
final class Budgets {
    static final Set<String> NAMES = Set.of("train_seconds", "gpu_hours", "cost", "model_bytes", "data_age_hours");

    private static final double SECONDS_AN_HOUR = 3600;

    private Budgets() {}

    /**
     * @param prices of compute profiles
     * @return those that are known
     */
    static Map<String, Double> of(Path root, TrainRecord training, Map<String, Price> prices) throws IOException {
        Map<String, Double> budgets = new TreeMap<>();
        if (training.start() != null && training.end() != null) {
            double seconds = training.duration().toMillis() / 1000.0;
            budgets.put("train_seconds", seconds);
            if (training.spec() != null) {
                workload(training.spec().training().resources(), seconds, prices, budgets);
            }
            dataAge(root, training, budgets);
        }
        Path model = MlDirectory.in(root).model(training.name());
        if (Files.isDirectory(model)) {
            budgets.put("model_bytes", (double) ModelTree.of(model).bytes());
        }
        return budgets;
    }

    private static void workload(
            Resources resources, double seconds, Map<String, Price> prices, Map<String, Double> budgets) {
        budgets.put("gpu_hours", resources.gpu() * seconds / SECONDS_AN_HOUR);
        Price price = Price.of(resources, prices);
        if (price != null) {
            budgets.put("cost", price.of(seconds, resources.gpu()));
        }
    }

    private static void dataAge(Path root, TrainRecord training, Map<String, Double> budgets) throws IOException {
        if (training.dataset() == null || training.dataset().path() == null) {
            return;
        }
        Path data = root.resolve(training.dataset().path());
        if (Files.exists(data)) {
            Duration age = Duration.between(Files.getLastModifiedTime(data).toInstant(), training.end());
            budgets.put("data_age_hours", age.toMillis() / 1000.0 / SECONDS_AN_HOUR);
        }
    }
}
