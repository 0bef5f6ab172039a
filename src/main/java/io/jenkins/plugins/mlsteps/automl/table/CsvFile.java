package io.jenkins.plugins.mlsteps.automl.table;

import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file: UTF-8 with or without a byte order mark, column names in its first line. Read row by row, as often as wanted. */
public final class CsvFile {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Path path;
    private final CSVFormat format;
    private final List<String> header;
    private final Cells cells;

    /** Takes the rows one by one. */
    @FunctionalInterface
    interface RowReader {
        /** @param line of the file the row ends on, from 1 */
        void row(CSVRecord row, long line);
    }

    private CsvFile(Path path, char delimiter, List<String> header) {
        this.path = path;
        this.format = formatWith(delimiter);
        this.header = header;
        this.cells = new Cells(delimiter == ';');
    }

    /**
     * Finds out how the file is written.
     *
     * @throws UnusableDataException when there is no such file, or no header in it
     */
    public static CsvFile at(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new UnusableDataException(
                    "data file " + path + (Files.isDirectory(path) ? " is a directory" : " does not exist"));
        }
        try (BufferedReader text = open(path)) {
            char delimiter = Delimiter.of(text);
            CsvFile nameless = new CsvFile(path, delimiter, List.of());
            return new CsvFile(path, delimiter, nameless.readHeader());
        } catch (CharacterCodingException e) {
            throw InvalidUtf8.in(path, e);
        }
    }

    static CSVFormat formatWith(char delimiter) {
        return CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(delimiter != '\t')
                .get();
    }

    public Path path() {
        return path;
    }

    /** Names of the columns; one without a name is called by its number. */
    public List<String> header() {
        return header;
    }

    /**
     * Index of a column, from 0.
     *
     * @throws UnusableDataException when there is none of this name
     */
    public int column(String name) {
        int index = header.indexOf(name);
        if (index < 0) {
            throw new UnusableDataException(path + " has no column '" + name + "'" + NearestName.hint(name, header)
                    + " (columns: " + Shown.of(header) + ")");
        }
        return index;
    }

    Cells cells() {
        return cells;
    }

    /** @throws UnusableDataException with the line of the first row that cannot be read */
    void forEachRow(RowReader reader) throws IOException {
        read((row, line) -> {
            if (row.size() != header.size()) {
                throw new UnusableDataException(path + ", line " + line + " has " + row.size() + " fields, the header has "
                        + header.size() + ": every row needs one field for each column, and fields with '"
                        + format.getDelimiterString() + "' or line breaks need quotes");
            }
            reader.row(row, line);
        });
    }

    private void read(RowReader reader) throws IOException {
        try (BufferedReader text = open(path);
                CSVParser parser = format.parse(text)) {
            Iterator<CSVRecord> rows = parser.iterator();
            boolean first = true;
            while (rows.hasNext()) {
                CSVRecord row = rows.next();
                if (!first || header.isEmpty()) {
                    reader.row(row, parser.getCurrentLineNumber());
                }
                first = false;
            }
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        } catch (CSVException | CharacterCodingException e) {
            throw unreadable(e);
        }
    }

    private UnusableDataException unreadable(IOException cause) {
        return cause instanceof CharacterCodingException
                ? InvalidUtf8.in(path, cause)
                : new UnusableDataException(path + " is not a readable CSV file: " + cause.getMessage(), cause);
    }

    private List<String> readHeader() throws IOException {
        List<String> names = new ArrayList<>();
        try (BufferedReader text = open(path);
                CSVParser parser = format.parse(text)) {
            Iterator<CSVRecord> rows = parser.iterator();
            if (rows.hasNext()) {
                rows.next().forEach(name -> names.add(name.strip()));
            }
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        }
        return checked(names);
    }

    private List<String> checked(List<String> names) {
        if (names.isEmpty()) {
            throw new UnusableDataException(path + " is empty: expected column names in the first line and rows below");
        }
        if (names.stream().allMatch(name -> name.isEmpty() || cells.isNumber(name))) {
            throw new UnusableDataException(path + " has no header: its first line holds values (" + Shown.of(names)
                    + ") where column names are expected");
        }
        List<String> complete = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            String unique = name.isEmpty() ? "column " + (complete.size() + 1) : name;
            if (!seen.add(unique)) {
                throw new UnusableDataException(path + " has two columns named '" + Shown.of(unique)
                        + "': give every column its own name");
            }
            complete.add(unique);
        }
        return List.copyOf(complete);
    }

    private static BufferedReader open(Path path) throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(
                Files.newInputStream(path),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }
}
