package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.model.ModelTree;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What a workspace holds about the model that a gate judges.
 *
 * @param predictions null when neither the gate nor the training names any
 * @param findings failed checks about what is missing or unreadable
 */
record TrainedModel(
        String digest,
        Map<String, Double> metrics,
        Path predictions,
        Map<String, String> inputs,
        List<Verdict.Check> findings) {

    /**
     * @param java measures the latency; null when no rule names it
     * @param prices of compute profiles
     */
    static TrainedModel read(Path root, GateSpec spec, OwnJava java, Map<String, Price> prices)
            throws IOException, InterruptedException {
        Path file = MlDirectory.in(root).trainRecord(spec.model());
        TrainRecord training;
        try {
            training = Json.read(file, TrainRecord.class);
        } catch (IOException e) {
            return unreadable(root, spec, file, e);
        }
        Map<String, String> inputs = new HashMap<>();
        InputDigest.of(file).ifPresent(digest -> inputs.put("training record", digest));
        if (training.dataset() != null && training.dataset().digest() != null) {
            inputs.put("training data", training.dataset().digest());
        }
        Path predictions = predictions(root, spec, training);
        if (predictions != null) {
            InputDigest.of(predictions).ifPresent(digest -> inputs.put("predictions", digest));
        }
        List<Verdict.Check> findings = new ArrayList<>(findings(spec, training));
        Path model = MlDirectory.in(root).model(spec.model());
        String digest = digest(model);
        findings.addAll(ModelSafety.of(root, spec).checks());
        Map<String, Double> metrics = metrics(root, training, prices);
        if (java != null) {
            latency(java, model, metrics, findings);
        }
        String after = digest(model);
        if (!Objects.equals(digest, training.digest()) || !Objects.equals(digest, after)) {
            findings.add(failed("the files of model '" + spec.model() + "' are "
                    + (after == null ? "not there" : after) + ", its training left " + training.digest()));
        }
        return new TrainedModel(digest, metrics, predictions, inputs, findings);
    }

    /** Of the files themselves, which are what is judged; null when there are none. */
    private static String digest(Path model) throws IOException {
        return Files.exists(model) ? ModelTree.of(model).digest() : null;
    }

    private static void latency(
            OwnJava java, Path model, Map<String, Double> metrics, List<Verdict.Check> findings)
            throws InterruptedException {
        try {
            metrics.putAll(Latency.of(java, model));
        } catch (IOException e) {
            findings.add(new Verdict.Check(
                    "latency", false, null, null, "the latency cannot be measured: " + IoFailure.sentence(e), null));
        }
    }

    private static Path predictions(Path root, GateSpec spec, TrainRecord training) {
        String named = spec.predictions() != null ? spec.predictions() : training.predictions();
        return named == null || named.isBlank() ? null : root.resolve(named);
    }

    /**
     * The training's metrics, and what the model cost. What is measured outside of the training does not count when the training
     * reports it, whether it is known here or not: none can talk its own price down.
     */
    private static Map<String, Double> metrics(Path root, TrainRecord training, Map<String, Price> prices)
            throws IOException {
        Map<String, Double> metrics = new HashMap<>();
        training.metrics().forEach((name, value) -> metrics.put(name, Objects.requireNonNullElse(value, Double.NaN)));
        metrics.keySet().removeIf(name -> Budgets.NAMES.contains(name) || Latency.isName(name));
        metrics.putAll(Budgets.of(root, training, prices));
        return metrics;
    }

    private static List<Verdict.Check> findings(GateSpec spec, TrainRecord training) {
        if (training.status() == TrainRecord.Status.SUCCEEDED) {
            return List.of();
        }
        return List.of(failed("the training of model '" + spec.model() + "' ended with " + training.status()
                + (training.reason() == null ? "" : ": " + training.reason())));
    }

    private static TrainedModel unreadable(Path root, GateSpec spec, Path file, IOException failure) throws IOException {
        String where = root.relativize(file).toString();
        String reason = Files.exists(file)
                ? where + " cannot be used: " + failure.getMessage()
                : "the model '" + spec.model() + "' was not trained in this workspace: " + where + " does not exist"
                        + NearestName.hint(spec.model(), trained(root));
        return new TrainedModel(null, Map.of(), null, Map.of(), List.of(failed(reason)));
    }

    private static List<String> trained(Path root) throws IOException {
        Path directory = MlDirectory.in(root).root().resolve("train");
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> models = Files.list(directory)) {
            return models.map(FileTree::name).toList();
        }
    }

    private static Verdict.Check failed(String reason) {
        return new Verdict.Check("training record", false, null, null, reason, null);
    }
}
