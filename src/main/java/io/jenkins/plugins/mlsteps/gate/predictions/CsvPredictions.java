package io.jenkins.plugins.mlsteps.gate.predictions;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Streams a CSV file (RFC 4180, UTF-8, header first) into columns, cell by cell, without a string for each. */
final class CsvPredictions extends AbstractBaseCsvCallbackHandler<Boolean> {
    /** Longest field, in characters. */
    private static final int LONGEST_FIELD = 1 << 20;

    private final WantedColumns wanted;
    private final List<String> header = new ArrayList<>();
    private Columns columns;
    private boolean empty;

    private CsvPredictions(WantedColumns wanted) {
        this.wanted = wanted;
    }

    static Columns read(Path file, WantedColumns wanted) throws IOException {
        try (Reader text = new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT))) {
            return read(text, wanted);
        }
    }

    static Columns read(Reader text, WantedColumns wanted) throws IOException {
        CsvPredictions handler = new CsvPredictions(wanted);
        try (CsvReader<Boolean> csv = CsvReader.builder()
                        .detectBomHeader(false)
                        .maxBufferSize(2 * LONGEST_FIELD)
                        .build(handler, text)) {
            csv.forEach(row -> {
                // The handler has taken the cells already.
            });
        } catch (UncheckedIOException e) {
            throw reason(e.getCause());
        } catch (CsvParseException e) {
            throw unreadable(e);
        }
        if (handler.columns == null) {
            throw new PredictionsException("it is empty, expected is a header and rows");
        }
        return handler.columns;
    }

    @Override
    protected void handleBegin(long startingLineNumber) {
        empty = false;
    }

    @Override
    protected void handleEmpty() {
        empty = true;
    }

    @Override
    protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
        if (columns == null) {
            header.add(name(index, text, offset, length));
        } else if (index < columns.width()) {
            columns.cell(index, text, offset, length);
        }
    }

    @Override
    protected Boolean buildRecord() {
        if (empty) {
            return true;
        }
        if (columns == null) {
            columns = new Columns(header, wanted);
            return true;
        }
        if (getFieldCount() != columns.width()) {
            throw new PredictionsException("line " + getStartingLineNumber() + " has " + getFieldCount()
                    + " fields, expected are " + columns.width() + " as in the header");
        }
        columns.endRow();
        return true;
    }

    /** A byte order mark, as spreadsheets write it, is no part of the first name. */
    private static String name(int index, char[] text, int offset, int length) {
        String name = new String(text, offset, length).strip();
        return index == 0 && name.startsWith("\uFEFF") ? name.substring(1) : name;
    }

    private static IOException reason(IOException failure) {
        return failure instanceof CharacterCodingException
                ? new IOException("it is not UTF-8 text (" + failure + ")", failure)
                : failure;
    }

    /** The parser wraps what the columns complained about. */
    private static RuntimeException unreadable(CsvParseException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PredictionsException known) {
                return known;
            }
            if (cause instanceof CharacterCodingException) {
                return new PredictionsException("it is not UTF-8 text (" + cause + ")", failure);
            }
        }
        return new PredictionsException("it is not readable CSV: " + failure.getMessage(), failure);
    }
}
