package io.jenkins.plugins.mlsteps.metrics;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/** The columns of a table of metrics: the first value of a column tells whether it holds numbers or text. */
final class CsvColumns {
    /** What R, Keras, Python and databases write where there is no value, in lower case. */
    private static final Set<String> MISSING = Set.of("", "na", "n/a", "null", "none");

    private enum Kind {
        UNSEEN,
        NUMBER,
        TEXT
    }

    private final Path file;
    private final List<String> names;
    private final Kind[] kinds;

    CsvColumns(Path file, List<String> names) {
        this.file = file;
        this.names = names;
        this.kinds = new Kind[names.size()];
        java.util.Arrays.fill(kinds, Kind.UNSEEN);
    }

    /** Reads a row; missing values tell nothing. */
    void read(CSVRecord row, Observation observation) throws IOException {
        if (row.size() != names.size()) {
            throw new UnreadableMetricsException(
                    file,
                    line(row),
                    "the row has " + row.size() + " cells, the header has " + names.size()
                            + "; is the file still being written?");
        }
        for (int column = 0; column < row.size(); column++) {
            if (!MISSING.contains(row.get(column).toLowerCase(Locale.ROOT))) {
                cell(row, column, observation);
            }
        }
    }

    private void cell(CSVRecord row, int column, Observation observation) throws IOException {
        String text = row.get(column);
        boolean number = NumberText.isNumber(text);
        if (kinds[column] == Kind.UNSEEN) {
            kinds[column] = number ? Kind.NUMBER : Kind.TEXT;
        }
        if (kinds[column] == Kind.NUMBER && !number) {
            throw new UnreadableMetricsException(
                    file,
                    line(row),
                    "expected a number in column '" + names.get(column) + "', as in the rows before, found '" + text
                            + "'");
        }
        if (kinds[column] == Kind.NUMBER) {
            observation.number(names.get(column), NumberText.parse(text));
        } else if (!number) {
            observation.text(names.get(column), text);
        }
    }

    private String line(CSVRecord row) {
        return "line " + row.getParser().getCurrentLineNumber();
    }
}
