package io.jenkins.plugins.mlsteps.automl;

import io.jenkins.plugins.mlsteps.automl.feature.Encoder;
import io.jenkins.plugins.mlsteps.automl.feature.Encoding;
import io.jenkins.plugins.mlsteps.automl.learn.Lesson;
import io.jenkins.plugins.mlsteps.automl.learn.Model;
import io.jenkins.plugins.mlsteps.automl.onnx.OnnxExport;
import io.jenkins.plugins.mlsteps.automl.score.Scores;
import io.jenkins.plugins.mlsteps.automl.search.Contender;
import io.jenkins.plugins.mlsteps.automl.search.Folds;
import io.jenkins.plugins.mlsteps.automl.search.Search;
import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import io.jenkins.plugins.mlsteps.automl.table.Table;
import io.jenkins.plugins.mlsteps.automl.table.TableReader;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trains without code: reads a table, holds a part of its rows out, looks for the best candidate by cross-validation on the rest,
 * fits it to all of the rest, judges it on the rows held out and exports it. Runs as a process of its own and talks by
 * printing; metric lines are read by the step that started it.
 */
public final class AutoTrainer {
    /** One part in so many is held out; */
    private static final int PARTS = 5;

    /** one in so few of a small table with numbers to predict: the standard error of R² is 0.07 at 88 rows, 0.05 at 150, */
    private static final int FEWEST_PARTS = 3;

    /** which are enough. */
    private static final int ENOUGH_NUMBERS = 150;

    private static final String CROSS_VALIDATED = "cv_";

    private static final int MILLIS_A_MINUTE = 60_000;

    private final AutoRequest request;
    private final PrintStream out;
    private final Table table;
    private final int[] training;
    private final int[] heldOut;

    AutoTrainer(AutoRequest request, PrintStream out) throws IOException {
        this.request = request;
        this.out = out;
        String task = request.task() == null ? "auto" : request.task();
        this.table = TableReader.read(Path.of(request.data()), request.target(), task);
        int[] parts = Folds.deal(table.outcome(), parts(table), request.seed());
        this.training = Folds.notIn(parts, 0);
        this.heldOut = Folds.in(parts, 0);
    }

    private static int parts(Table table) {
        return table.outcome() instanceof Outcome.Classes
                ? PARTS
                : Math.max(FEWEST_PARTS, Math.min(PARTS, table.rows() / ENOUGH_NUMBERS));
    }

    /** What a trial can be judged by: classification has some of them, regression others. */
    public static List<String> trialMetrics() {
        return Scores.NAMES.stream().map(CROSS_VALIDATED::concat).toList();
    }

    /**
     * Prints in UTF-8, whatever the locale: so is the log read.
     *
     * @param arguments the file of an {@link AutoRequest}
     */
    public static void main(String[] arguments) throws IOException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        AutoRequest request = Json.read(Path.of(arguments[0]), AutoRequest.class);
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> new AutoFailure(failure).tell(request, err));
        new AutoTrainer(request, out).run();
    }

    AutoResult run() throws IOException {
        describeData();
        Search search = new Search(table, training, AutoSpace.families(request.candidates()), request.seed());
        AutoResult result = request.predictionsFile() == null ? trial(search) : train(search);
        Json.write(Path.of(request.resultFile()), result);
        return result;
    }

    /** One candidate, judged by cross-validation alone. */
    private AutoResult trial(Search search) {
        Contender contender = search.judge(request.params());
        return result(List.of(contender), crossValidated(contender));
    }

    private AutoResult train(Search search) throws IOException {
        List<Contender> contenders = request.params().isEmpty()
                ? search.run(Duration.ofMillis(Math.round(request.budgetMinutes() * MILLIS_A_MINUTE)), new Progress(out))
                : List.of(search.judge(request.params()));
        Contender best = contenders.get(0);
        out.println("selected of " + contenders.size() + " candidates: " + Progress.describe(best));
        Encoding encoding = Encoder.fit(table, training);
        Model model = best.learner()
                .fit(
                        new Lesson(encoding.encode(table, training), table.outcome().of(training)),
                        request.seed());
        double[][] predicted = model.predict(encoding.encode(table, heldOut));
        Map<String, Double> metrics = Scores.of(table.outcome().of(heldOut), predicted);
        metrics.putAll(crossValidated(best));
        String judge = OnnxExport.write(Path.of(request.modelDir()), table, request.target(), encoding, model, heldOut);
        out.println("exported to " + OnnxExport.FILE + ", which by " + judge + " answers as the trained model does");
        PredictionsFile.write(Path.of(request.predictionsFile()), table, heldOut, predicted);
        out.println("held out " + heldOut.length + " of " + table.rows() + " rows:");
        return result(contenders, metrics);
    }

    /** Prints the metrics, for the step reads them there. */
    private AutoResult result(List<Contender> contenders, Map<String, Double> metrics) {
        StringBuilder line = new StringBuilder();
        metrics.forEach((name, value) -> line.append(name).append('=').append(value).append(' '));
        out.println(line.toString().strip());
        String task = table.outcome() instanceof Outcome.Classes ? "classification" : "regression";
        return new AutoResult(
                task,
                table.rows(),
                table.columns(),
                contenders.stream().map(Contender::record).toList(),
                metrics);
    }

    private static Map<String, Double> crossValidated(Contender contender) {
        Map<String, Double> metrics = new TreeMap<>();
        contender.metrics().forEach((name, value) -> metrics.put(CROSS_VALIDATED + name, value));
        return metrics;
    }

    private void describeData() {
        String kind = table.outcome() instanceof Outcome.Classes classes
                ? "classification into " + classes.count() + " classes"
                : "regression";
        out.println(table.rows() + " rows, target '" + request.target() + "': " + kind);
        table.columns().forEach(column -> out.println("  " + column.name() + ": " + column.type() + ", " + column.role()
                + (column.missing() > 0 ? ", " + column.missing() + " missing" : "") + ", " + column.distinct()
                + " distinct"));
        table.notices().forEach(out::println);
    }
}
