package io.jenkins.plugins.mlsteps.metrics;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code TensorProto} that may hold one number. Field numbers and types are those of TensorFlow's {@code tensor.proto} and
 * {@code types.proto}.
 *
 * @param value the number; null when the tensor holds none, several, or something else
 */
record ScalarTensor(Double value) {
    private static final int TYPE = 1;
    private static final int CONTENT = 4;
    private static final int FLOATS = 5;
    private static final int DOUBLES = 6;
    private static final int INTS = 7;
    private static final int LONGS = 10;
    private static final int HALVES = 13;

    private static final int DT_FLOAT = 1;
    private static final int DT_DOUBLE = 2;
    private static final int DT_INT32 = 3;
    private static final int DT_INT64 = 9;
    private static final int DT_BFLOAT16 = 14;
    private static final int DT_HALF = 19;

    static ScalarTensor read(CodedInputStream in) throws IOException {
        int type = 0;
        ByteString content = ByteString.EMPTY;
        List<Double> values = new ArrayList<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            switch (field) {
                case TYPE -> type = in.readEnum();
                case CONTENT -> content = in.readBytes();
                case FLOATS, DOUBLES, INTS, LONGS, HALVES -> {
                    boolean packed = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
                    int end = packed ? in.pushLimit(in.readRawVarint32()) : -1;
                    do {
                        values.add(element(in, field, type));
                    } while (packed && !in.isAtEnd());
                    if (packed) {
                        in.popLimit(end);
                    }
                }
                default -> in.skipField(tag);
            }
        }
        if (!content.isEmpty()) {
            return new ScalarTensor(number(type, content));
        }
        return new ScalarTensor(values.size() == 1 ? values.get(0) : null);
    }

    private static double element(CodedInputStream in, int field, int type) throws IOException {
        return switch (field) {
            case FLOATS -> in.readFloat();
            case DOUBLES -> in.readDouble();
            case INTS -> in.readInt32();
            case LONGS -> in.readInt64();
            default -> half((short) in.readInt32(), type);
        };
    }

    /** The only element of {@code tensor_content}: raw, little endian. */
    private static Double number(int type, ByteString content) {
        ByteBuffer bytes = content.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        int size =
                switch (type) {
                    case DT_DOUBLE, DT_INT64 -> Double.BYTES;
                    case DT_FLOAT, DT_INT32 -> Float.BYTES;
                    case DT_HALF, DT_BFLOAT16 -> Short.BYTES;
                    default -> 0;
                };
        if (bytes.remaining() != size) {
            return null;
        }
        return switch (type) {
            case DT_DOUBLE -> bytes.getDouble();
            case DT_INT64 -> (double) bytes.getLong();
            case DT_FLOAT -> (double) bytes.getFloat();
            case DT_INT32 -> (double) bytes.getInt();
            default -> half(bytes.getShort(), type);
        };
    }

    private static double half(short bits, int type) {
        if (type == DT_BFLOAT16) {
            return Float.intBitsToFloat(bits << 16);
        }
        int exponent = bits >> 10 & 0x1f;
        int fraction = bits & 0x3ff;
        double magnitude =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24;
                    case 0x1f -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                    default -> Math.scalb(1 + fraction * 0x1p-10, exponent - 15);
                };
        return bits < 0 ? -magnitude : magnitude;
    }
}
