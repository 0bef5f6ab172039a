package io.jenkins.plugins.mlsteps.gate.predictions;

import io.jenkins.plugins.mlsteps.record.IoFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Reads predictions from a file, CSV or Parquet. */
public final class PredictionsReader {
    /** The first and last four bytes of a Parquet file. */
    private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

    private PredictionsReader() {}

    /**
     * @param sliceColumns columns that split the rows
     * @throws PredictionsException when the file is missing, unreadable or not usable as predictions, and why
     */
    public static Predictions read(Path file, Collection<String> sliceColumns) {
        return read(file, new WantedColumns(sliceColumns, false));
    }

    /**
     * As {@link #read}, and keeps other columns that split the rows, so far as memory allows.
     *
     * @throws PredictionsException when the file is missing, unreadable or not usable as predictions, and why
     */
    public static Predictions readWithOthers(Path file, Collection<String> sliceColumns) {
        return read(file, new WantedColumns(sliceColumns, true));
    }

    /**
     * Predictions that are CSV text.
     *
     * @throws PredictionsException when it is not usable as predictions, and why
     */
    public static Predictions parse(String csv) {
        try {
            return CsvPredictions.read(new StringReader(csv), new WantedColumns(List.of(), false)).predictions();
        } catch (IOException e) {
            throw new PredictionsException("predictions cannot be read: " + IoFailure.sentence(e), e);
        }
    }

    private static Predictions read(Path file, WantedColumns wanted) {
        if (!Files.isRegularFile(file)) {
            throw new PredictionsException("predictions " + file + " do not exist");
        }
        try {
            Columns columns = isParquet(file)
                    ? ParquetPredictions.read(file, wanted)
                    : CsvPredictions.read(file, wanted);
            return columns.predictions();
        } catch (PredictionsException e) {
            throw new PredictionsException("predictions " + file.getFileName() + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new PredictionsException("predictions " + file + " cannot be read: " + IoFailure.sentence(e), e);
        }
    }

    private static boolean isParquet(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(PARQUET.length), PARQUET);
        }
    }
}
