package io.jenkins.plugins.mlsteps.gate.predictions;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.Type;

/** Streams a flat Parquet file into columns; each value as the text it would be in a CSV file. */
final class ParquetPredictions implements Hydrator<Object[], Boolean, Integer> {
    private static final Set<CompressionCodecName> CODECS = EnumSet.of(
            CompressionCodecName.UNCOMPRESSED, CompressionCodecName.SNAPPY, CompressionCodecName.ZSTD);
    private static final char[] NOTHING = {};

    private final Columns columns;
    private final Object[] row;

    private ParquetPredictions(Columns columns) {
        this.columns = columns;
        this.row = new Object[columns.width()];
    }

    static Columns read(Path file, WantedColumns wanted) throws IOException {
        try {
            ParquetMetadata metadata = ParquetReader.readMetadata(file.toFile());
            metadata.getBlocks().stream()
                    .flatMap(block -> block.getColumns().stream())
                    .forEach(column -> supported(column.getCodec()));
            List<String> header = metadata.getFileMetaData().getSchema().getFields().stream()
                            .map(ParquetPredictions::name)
                            .toList();
            Columns columns = new Columns(header, wanted);
            ParquetPredictions rows = new ParquetPredictions(columns);
            try (Stream<Boolean> stream =
                    ParquetReader.streamContent(file.toFile(), rows, path -> header.indexOf(path[0]))) {
                stream.forEach(row -> {
                    // The hydrator has taken the cells already.
                });
            }
            return columns;
        } catch (PredictionsException e) {
            throw e;
        } catch (RuntimeException e) {
            // Truncated or damaged files end in whatever the decoder stumbled over.
            throw new PredictionsException("it is not a readable Parquet file: " + e, e);
        }
    }

    @Override
    public Object[] start() {
        Arrays.fill(row, null);
        return row;
    }

    @Override
    public Object[] add(Object[] target, Integer column, Object value) {
        target[column] = value;
        return target;
    }

    @Override
    public Boolean finish(Object[] target) {
        for (int column = 0; column < target.length; column++) {
            char[] text = target[column] == null ? NOTHING : target[column].toString().toCharArray();
            columns.cell(column, text, 0, text.length);
        }
        columns.endRow();
        return true;
    }

    /** The other codecs are Hadoop's, which is not here. */
    private static void supported(CompressionCodecName codec) {
        if (!CODECS.contains(codec)) {
            throw new PredictionsException("it is compressed with " + codec + ", expected is one of " + CODECS);
        }
    }

    private static String name(Type field) {
        if (!field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED)) {
            throw new PredictionsException("column '" + field.getName() + "' is nested, expected are plain columns");
        }
        return field.getName();
    }
}
