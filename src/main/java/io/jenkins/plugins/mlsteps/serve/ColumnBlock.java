package io.jenkins.plugins.mlsteps.serve;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.SignatureFile;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/**
 * The columns that one tensor of a model takes.
 *
 * @param width columns of the tensor
 * @param flat whether the tensor has no second dimension
 */
record ColumnBlock(String tensor, Datatype type, int width, boolean flat) {
    private static final double SECONDS_A_DAY = 86_400;

    /** Integers up to this size are exact as floating-point numbers. */
    private static final double MOST_EXACT = 1L << 53;

    /** @throws IllegalArgumentException when the columns do not fit the tensor */
    static ColumnBlock of(String tensor, TensorInfo info, List<ModelCard.Field> columns) {
        Datatype type = Datatype.of(info)
                .filter(it -> it == Datatype.FP32 || it == Datatype.FP64 || it == Datatype.INT64 || it == Datatype.BYTES)
                .orElseThrow(() -> new IllegalArgumentException(SignatureFile.NAME + ": tensor '" + tensor + "' is of type "
                        + info.onnxType + "; rows are served for FLOAT, DOUBLE, INT64 and STRING"));
        long[] shape = info.getShape();
        int last = columns.stream()
                .mapToInt(column -> column.position() == null ? 0 : column.position())
                .max()
                .orElse(-1);
        int width = shape.length > 1 && shape[1] > 0 ? (int) shape[1] : shape.length > 1 ? last + 1 : 1;
        if (shape.length > 2 || columns.isEmpty() || last >= width) {
            throw new IllegalArgumentException(SignatureFile.NAME + ": tensor '" + tensor + "' has shape "
                    + Arrays.toString(shape) + ", which does not fit its " + columns.size() + " columns up to position "
                    + last);
        }
        return new ColumnBlock(tensor, type, width, shape.length < 2);
    }

    /** The cells of a row in which every value is missing: NaN, the empty text, or null among integers. */
    Object missing() {
        if (type == Datatype.BYTES) {
            String[] cells = new String[width];
            Arrays.fill(cells, "");
            return cells;
        }
        if (type == Datatype.INT64) {
            return new Long[width];
        }
        double[] cells = new double[width];
        Arrays.fill(cells, Double.NaN);
        return cells;
    }

    /** Puts the value the parser stands on into the cells of a row. */
    void put(Object cells, int position, String columnType, JsonParser json, int row, String column) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        if (!json.currentToken().isScalarValue()) {
            throw Refusal.badRequest("rows[" + row + "]: column '" + column + "' is a list or an object, expected one value");
        }
        if (type == Datatype.BYTES) {
            ((String[]) cells)[position] = json.getText();
        } else if (type == Datatype.INT64) {
            ((Long[]) cells)[position] = integer(columnType, json, row, column);
        } else {
            ((double[]) cells)[position] = number(columnType, json, row, column);
        }
    }

    /** Digit by digit where it is written as an integer: a number with a fraction knows 53 bits only. */
    private Long integer(String columnType, JsonParser json, int row, String column) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            BigInteger value = json.getBigIntegerValue();
            if (value.bitLength() < Long.SIZE) {
                return value.longValue();
            }
            throw noInteger(row, value);
        }
        double value = number(columnType, json, row, column);
        if (Double.isNaN(value)) {
            return null;
        }
        if (value != Math.rint(value) || Math.abs(value) > MOST_EXACT) {
            throw noInteger(row, value);
        }
        return (long) value;
    }

    private Refusal noInteger(int row, Object found) {
        return Refusal.badRequest("rows[" + row + "]: tensor '" + tensor + "' takes 64-bit integers without missing values, a column is "
                + found);
    }

    private double number(String columnType, JsonParser json, int row, String column) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> finite(json, row, column);
            case VALUE_TRUE -> 1;
            case VALUE_FALSE -> 0;
            default -> {
                String text = json.getText();
                if (text.isBlank()) {
                    yield Double.NaN;
                }
                if ("date".equals(columnType)) {
                    yield days(text.strip(), row, column);
                }
                throw Refusal.badRequest("rows[" + row + "]: column '" + column + "' is '" + text + "', expected a number");
            }
        };
    }

    private double finite(JsonParser json, int row, String column) throws IOException {
        double value = json.getDoubleValue();
        if (type.isInfinite(value)) {
            throw Refusal.badRequest("rows[" + row + "]: column '" + column + "' is " + json.getText()
                    + ", expected a number that is finite in " + type);
        }
        return value;
    }

    /** Days since 1970-01-01 UTC, with a fraction for the time of day. */
    private static double days(String text, int row, String column) {
        try {
            return seconds(text) / SECONDS_A_DAY;
        } catch (DateTimeException e) {
            throw new Refusal(
                    400,
                    "rows[" + row + "]: column '" + column + "' is '" + text
                            + "', expected an ISO 8601 date such as 2024-05-31 or 2024-05-31T14:30:00Z");
        }
    }

    private static long seconds(String text) {
        if (text.length() <= "2024-05-31".length()) {
            return LocalDate.parse(text).atStartOfDay().toEpochSecond(ZoneOffset.UTC);
        }
        String iso = text.replace(' ', 'T');
        if (iso.endsWith("Z")) {
            return Instant.parse(iso).getEpochSecond();
        }
        boolean offset = iso.indexOf('+') > 0 || iso.lastIndexOf('-') > iso.indexOf('T');
        return offset ? OffsetDateTime.parse(iso).toEpochSecond() : LocalDateTime.parse(iso).toEpochSecond(ZoneOffset.UTC);
    }

    /** @param rows the arrays of every block for each row, this block's at {@code index} */
    OnnxTensor toTensor(List<Object[]> rows, int index) throws OrtException {
        long[] shape = flat ? new long[] {rows.size()} : new long[] {rows.size(), width};
        int size = rows.size() * width;
        switch (type) {
            case BYTES -> {
                String[] all = new String[size];
                for (int row = 0; row < rows.size(); row++) {
                    System.arraycopy(rows.get(row)[index], 0, all, row * width, width);
                }
                return OnnxTensor.createTensor(ServedModel.environment(), all, shape);
            }
            case FP64 -> {
                DoubleBuffer all = DoubleBuffer.allocate(size);
                rows.forEach(row -> all.put((double[]) row[index]));
                return OnnxTensor.createTensor(ServedModel.environment(), all.flip(), shape);
            }
            case INT64 -> {
                return OnnxTensor.createTensor(ServedModel.environment(), integers(rows, index, size), shape);
            }
            default -> {
                FloatBuffer all = FloatBuffer.allocate(size);
                for (Object[] row : rows) {
                    for (double cell : (double[]) row[index]) {
                        all.put((float) cell);
                    }
                }
                return OnnxTensor.createTensor(ServedModel.environment(), all.flip(), shape);
            }
        }
    }

    private LongBuffer integers(List<Object[]> rows, int index, int size) {
        LongBuffer all = LongBuffer.allocate(size);
        for (int row = 0; row < rows.size(); row++) {
            for (Long cell : (Long[]) rows.get(row)[index]) {
                if (cell == null) {
                    throw noInteger(row, "missing");
                }
                all.put(cell);
            }
        }
        return all.flip();
    }
}
