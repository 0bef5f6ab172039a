package io.jenkins.plugins.mlsteps.metrics;

import io.jenkins.plugins.mlsteps.record.FileTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table with a header: a column for each metric, or the columns {@code metric} (or {@code name}) and {@code value}. */
final class CsvFile {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setTrim(true).setIgnoreEmptyLines(true).get();

    private final Path file;
    private final Instant written;
    private final MetricSink sink;
    private final Observation observation = new Observation();

    private CsvFile(Path file, Instant written, MetricSink sink) {
        this.file = file;
        this.written = written;
        this.sink = sink;
    }

    static void read(Path file, MetricSink sink) throws IOException {
        new CsvFile(file, Files.getLastModifiedTime(file).toInstant(), sink).read();
    }

    private void read() throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
                CSVParser parser = FORMAT.builder()
                        .setDelimiter(delimiter(reader))
                        .get()
                        .parse(afterByteOrderMark(reader))) {
            rows(parser);
        } catch (CharacterCodingException e) {
            throw new UnreadableMetricsException(file, "", "the text is not UTF-8", e);
        } catch (CSVException e) {
            throw new UnreadableMetricsException(file, "", "not a whole CSV table: " + e.getMessage(), e);
        }
    }

    /** Left before a quote, it would make the quote a part of the name. */
    private static BufferedReader afterByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private void rows(CSVParser parser) throws IOException {
        try {
            List<String> header = null;
            CsvColumns columns = null;
            for (CSVRecord row : parser) {
                if (header == null) {
                    header = header(row);
                    columns = new CsvColumns(file, header);
                } else {
                    columns.read(row, observation);
                    observation.tell(written, sink);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private List<String> header(CSVRecord row) throws IOException {
        List<String> header = row.toList();
        if (header.stream().allMatch(NumberText::isNumber)) {
            throw new UnreadableMetricsException(
                    file, "line 1", "expected a header with the names of the metrics, found numbers: " + header);
        }
        return header;
    }

    /** What the first line separates its names with: a tab, a semicolon or a comma. */
    private char delimiter(BufferedReader reader) throws IOException {
        if (FileTree.name(file).toLowerCase(Locale.ROOT).endsWith(".tsv")) {
            return '\t';
        }
        reader.mark(1 << 16);
        char[] start = new char[1 << 12];
        int length = Math.max(0, reader.read(start));
        reader.reset();
        String line = new String(start, 0, length).lines().findFirst().orElse("");
        if (line.contains(",")) {
            return ',';
        }
        return line.contains("\t") ? '\t' : line.contains(";") ? ';' : ',';
    }
}
