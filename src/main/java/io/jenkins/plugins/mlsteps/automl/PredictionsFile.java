package io.jenkins.plugins.mlsteps.automl;

import io.jenkins.plugins.mlsteps.automl.score.Confusion;
import io.jenkins.plugins.mlsteps.automl.table.Feature;
import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import io.jenkins.plugins.mlsteps.automl.table.Table;
import io.jenkins.plugins.mlsteps.record.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Predictions row by row, as a gate reads them: {@code id} is the number of the row in the data file; {@code score} is the
 * probability of the second of two classes, {@code score_<class>} that of each of several. The features follow, so that a gate can tell
 * where the model is bad.
 */
final class PredictionsFile {
    /** What a gate would take for something else than a feature. */
    private static final Pattern ROLES =
            Pattern.compile("id|label|prediction|score|weight|query|score_.*|quantile_.*");

    private PredictionsFile() {}

    /**
     * @param rows of the table that were predicted
     */
    static void write(Path file, Table table, int[] rows, double[][] predicted) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(
                text, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get())) {
            csv.printRecord(header(table));
            for (int i = 0; i < rows.length; i++) {
                csv.printRecord(record(table, rows[i], predicted[i]));
            }
        }
        WholeFile.write(file, text.toString());
    }

    private static List<Feature> shown(Table table) {
        return table.features().stream()
                .filter(feature -> !ROLES.matcher(feature.name()).matches())
                .toList();
    }

    private static List<String> header(Table table) {
        List<String> header = new ArrayList<>(List.of("id", "label", "prediction"));
        if (table.outcome() instanceof Outcome.Classes classes) {
            if (classes.isBinary()) {
                header.add("score");
            } else {
                classes.names().forEach(name -> header.add("score_" + name));
            }
        }
        shown(table).forEach(feature -> header.add(feature.name()));
        return header;
    }

    private static List<Object> record(Table table, int row, double[] predicted) {
        List<Object> record = new ArrayList<>();
        record.add(table.numbers()[row]);
        if (table.outcome() instanceof Outcome.Classes classes) {
            record.add(classes.names().get(classes.codes()[row]));
            record.add(classes.names().get(Confusion.mostProbable(predicted)));
            for (int c = classes.isBinary() ? 1 : 0; c < predicted.length; c++) {
                record.add(predicted[c]);
            }
        } else {
            record.add(((Outcome.Numbers) table.outcome()).values()[row]);
            record.add(predicted[0]);
        }
        shown(table).forEach(feature -> record.add(feature.example(row)));
        return record;
    }
}
