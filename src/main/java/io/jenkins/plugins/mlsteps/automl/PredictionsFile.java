package io.jenkins.plugins.mlsteps.automl;

import io.jenkins.plugins.mlsteps.automl.score.Confusion;
import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import io.jenkins.plugins.mlsteps.automl.table.Table;
import io.jenkins.plugins.mlsteps.record.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Predictions row by row, as a gate reads them: {@code id} is the number of the row in the data file; {@code score} is the
 * probability of the second of two classes, {@code score_<class>} that of each of several.
 */
final class PredictionsFile {
    private PredictionsFile() {}

    /**
     * @param rows of the table that were predicted
     */
    static void write(Path file, Table table, int[] rows, double[][] predicted) throws IOException {
        StringBuilder text = new StringBuilder();
        try (CSVPrinter csv = new CSVPrinter(
                text, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get())) {
            csv.printRecord(header(table.outcome()));
            for (int i = 0; i < rows.length; i++) {
                csv.printRecord(record(table, rows[i], predicted[i]));
            }
        }
        WholeFile.write(file, text.toString());
    }

    private static List<String> header(Outcome outcome) {
        List<String> header = new ArrayList<>(List.of("id", "label", "prediction"));
        if (outcome instanceof Outcome.Classes classes) {
            if (classes.isBinary()) {
                header.add("score");
            } else {
                classes.names().forEach(name -> header.add("score_" + name));
            }
        }
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
        return record;
    }
}
