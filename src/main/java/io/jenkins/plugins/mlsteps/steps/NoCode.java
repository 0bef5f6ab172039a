package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.automl.AutoFailure;
import io.jenkins.plugins.mlsteps.automl.AutoRequest;
import io.jenkins.plugins.mlsteps.automl.AutoResult;
import io.jenkins.plugins.mlsteps.automl.AutoTrainer;
import io.jenkins.plugins.mlsteps.automl.table.CsvFile;
import io.jenkins.plugins.mlsteps.automl.table.UnusableDataException;
import io.jenkins.plugins.mlsteps.host.OwnJava;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Training;
import io.jenkins.plugins.mlsteps.workload.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The built-in trainer as a workload: a JVM of its own that reads a request and leaves a result in the run's scratch directory. */
final class NoCode {
    private static final String REQUEST = "request.json";
    private static final String RESULT = "result.json";

    private NoCode() {}

    /**
     * Looks for the data and the target, before each of many trials finds out that there is none.
     *
     * @return the index of the target's column
     * @throws SpecException when the file cannot be read as CSV, or has no such column
     */
    static int requireData(Path root, Training training) throws IOException {
        try {
            return CsvFile.at(root.resolve(training.data())).column(training.target());
        } catch (UnusableDataException e) {
            throw new SpecException(e.getMessage(), e);
        }
    }

    /** Writes what the trainer is to do. */
    static void writeRequest(Path root, RunPlan plan, String attempt) throws IOException {
        Training training = plan.training();
        Path own = root.resolve(plan.scratch(attempt));
        Json.write(
                own.resolve(REQUEST),
                new AutoRequest(
                        root.resolve(training.data()).toAbsolutePath().toString(),
                        training.target(),
                        training.task(),
                        training.candidates(),
                        training.budgetMinutes(),
                        plan.dataSeed(),
                        plan.params(),
                        root.resolve(plan.modelDirectory(attempt)).toAbsolutePath().toString(),
                        own.resolve(RESULT).toAbsolutePath().toString(),
                        plan.trial() == null
                                ? root.resolve(predictionsFile(plan.name()))
                                        .toAbsolutePath()
                                        .toString()
                                : null));
    }

    /** The command that runs the trainer on the request, for the shell of the machine where this is called; with {@link OwnJava#environment}. */
    static String command(OwnJava java, Path root, String scratch) {
        String request = root.resolve(scratch).resolve(REQUEST).toAbsolutePath().toString();
        return Shell.of(root)
                .words(java.command(AutoTrainer.class.getName(), List.of("-Djava.awt.headless=true"), List.of(request)));
    }

    static AutoResult result(Path root, String scratch) throws IOException {
        return Json.read(root.resolve(scratch).resolve(RESULT), AutoResult.class);
    }

    /** Why the trainer failed, where it could say so. */
    static Optional<String> failure(Path root, String scratch) throws IOException {
        return AutoFailure.in(root.resolve(scratch));
    }

    /** Whether the trainer failed by its data alone, as it would with any parameters. */
    static boolean isDataUnusable(Path root, String scratch) {
        return AutoFailure.isOfData(root.resolve(scratch));
    }

    /** Workspace path of the predictions on rows that the training never saw. */
    static String predictionsFile(String name) {
        return "ml/train/" + name + "/predictions.csv";
    }
}
