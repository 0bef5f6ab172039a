package io.jenkins.plugins.mlsteps.automl.table;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Guesses what stands between the fields of a file from its first lines. */
final class Delimiter {
    private static final List<Character> KNOWN = List.of(',', ';', '\t', '|');
    private static final int LINES = 50;
    private static final int CHARACTERS = 1 << 20;

    private Delimiter() {}

    /** The delimiter that makes most fields, the same number in every row; failing that, the commonest in the first line. */
    static char of(BufferedReader text) throws IOException {
        String sample = sample(text);
        char best = commonest(sample.lines().findFirst().orElse(""));
        int most = 1;
        for (char delimiter : KNOWN) {
            int fields = fields(sample, delimiter);
            if (fields > most) {
                most = fields;
                best = delimiter;
            }
        }
        return best;
    }

    private static String sample(BufferedReader text) throws IOException {
        StringBuilder sample = new StringBuilder();
        for (int line = 0; line < LINES && sample.length() < CHARACTERS; line++) {
            String next = text.readLine();
            if (next == null) {
                break;
            }
            sample.append(next).append('\n');
        }
        return sample.toString();
    }

    /** Fields of each row; 0 when they differ. */
    private static int fields(String sample, char delimiter) {
        try (CSVParser parser = CsvFile.formatWith(delimiter).parse(new StringReader(sample))) {
            List<CSVRecord> rows = parser.getRecords();
            long widths = rows.stream().mapToInt(CSVRecord::size).distinct().count();
            return widths == 1 ? rows.get(0).size() : 0;
        } catch (IOException | UncheckedIOException e) {
            // The sample may end within quotes; then its lines cannot tell.
            return 0;
        }
    }

    private static char commonest(String line) {
        char best = KNOWN.get(0);
        for (char delimiter : KNOWN) {
            if (count(line, delimiter) > count(line, best)) {
                best = delimiter;
            }
        }
        return best;
    }

    private static long count(String line, char delimiter) {
        return line.chars().filter(c -> c == delimiter).count();
    }
}
