package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.automl.AutoResult;
import io.jenkins.plugins.mlsteps.host.Masking;
import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.model.ModelCollector;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Dataset;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Status;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Collects what a training left — metric files, the model, what the built-in trainer found — and writes its records, also when
 * it failed. Doing it again gives the same files.
 *
 * @param before the dataset as it was before the run
 */
record RecordTraining(
        TrainSpec spec, RunPlan plan, RunState run, Dataset before, SourceRevision source, String host, Masking masking)
        implements Workspace.Task<TrainRecord> {

    @Override
    public TrainRecord on(Path root) throws IOException {
        Found found;
        if (run.status() == Status.SUCCEEDED) {
            try {
                found = collect(root);
            } catch (IOException e) {
                found = new Found(Status.FAILED, IoFailure.sentence(e), metricsOfOutput(), null, before, null);
            }
        } else {
            found = new Found(run.status(), run.reason(), metricsOfOutput(), null, before, null);
        }
        TrainRecord record = record(found);
        Json.write(MlDirectory.in(root).trainRecord(spec.name()), record);
        return record;
    }

    /** What the run left, or why that cannot be used. */
    private record Found(
            Status status,
            String reason,
            Map<String, Double> metrics,
            ModelCard card,
            Dataset dataset,
            AutoResult result) {}

    private Found collect(Path root) throws IOException {
        Training training = spec.training();
        AutoResult result =
                training.form() == Training.Form.NO_CODE ? NoCode.result(root, plan.scratch(run.id())) : null;
        // What the built-in trainer prints on its way tells of candidates, not of the model.
        Map<String, Double> metrics = new LinkedHashMap<>(result == null ? metricsOfOutput() : result.metrics());
        metrics.putAll(metricsOfFiles(root));
        ModelCard card = model(root);
        return new Found(Status.SUCCEEDED, remark(root), metrics, card, dataset(root, result), result);
    }

    /** What is worth a word although the run succeeded; null when nothing is. */
    private String remark(Path root) throws IOException {
        // What an attempt before wrote is the run's own.
        Optional<String> untouched =
                run.attempt() == 1 ? new DeclaredModel(root, plan, run.id()).untouched() : Optional.empty();
        return untouched.map(remark -> run.reason() == null ? remark : run.reason() + "; " + remark).orElse(run.reason());
    }

    private Map<String, Double> metricsOfOutput() {
        return run.last() == null ? Map.of() : run.last();
    }

    private Map<String, Double> metricsOfFiles(Path root) throws IOException {
        RunMetrics files = new RunMetrics(root, plan, run.id());
        return files.areExpected()
                ? MetricBatch.append(MlDirectory.in(root).metrics(spec.name()), run.journal(), files::read).last()
                : Map.of();
    }

    private ModelCard model(Path root) throws IOException {
        MlDirectory ml = MlDirectory.in(root);
        String declared = spec.training().model();
        String left = declared != null ? declared : plan.modelDirectory(run.id());
        if (declared == null && Directories.isEmpty(root.resolve(left))) {
            return null;
        }
        ModelCard card = ModelCollector.collect(root, left, ml.model(spec.name()), spec.name(), run.end());
        Json.write(ml.modelCard(spec.name()), card);
        return card;
    }

    private Dataset dataset(Path root, AutoResult result) throws IOException {
        String data = spec.training().data();
        Dataset dataset = before != null ? before : Datasets.describe(root, data);
        if (data != null && dataset == null) {
            throw new IOException("parameter 'data' is '" + data + "', but there is no such file or directory, before the run"
                    + " or after it");
        }
        return result == null ? dataset : result.describe(dataset);
    }

    private TrainRecord record(Found found) {
        AutoResult result = found.result();
        return new TrainRecord(
                spec.name(),
                found.status(),
                spec.training().form().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                masking.of(spec, "training"),
                workload(),
                run.start(),
                run.end(),
                run.exitCode(),
                masking.of(found.reason()),
                found.metrics(),
                found.card() == null ? null : found.card().digest(),
                found.dataset(),
                source,
                host,
                result == null ? List.of() : result.leaderboard(),
                result == null ? null : NoCode.predictionsFile(spec.name()),
                run.attempt());
    }

    private Map<String, String> workload() {
        Map<String, String> workload = new LinkedHashMap<>();
        if (run.handle() != null) {
            workload.put("runner", run.handle().runner());
            workload.putAll(run.handle().details());
        }
        if (run.id() != null) {
            workload.put("id", run.id());
        }
        return workload;
    }
}
