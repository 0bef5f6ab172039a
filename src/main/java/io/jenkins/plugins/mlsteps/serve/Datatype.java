package io.jenkins.plugins.mlsteps.serve;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Element types of the Open Inference Protocol that ONNX Runtime's Java binding can feed. The unsigned integers above 8 bits
 * are missing because the binding has no tensor for them.
 */
enum Datatype {
    BOOL(OnnxJavaType.BOOL, 0, 1) {
        @Override
        OnnxTensor tensor(OrtEnvironment environment, Elements data, long[] shape) throws OrtException {
            return OnnxTensor.createTensor(environment, bytes(data), shape, OnnxJavaType.BOOL);
        }
    },
    UINT8(OnnxJavaType.UINT8, 0, 255) {
        @Override
        OnnxTensor tensor(OrtEnvironment environment, Elements data, long[] shape) throws OrtException {
            return OnnxTensor.createTensor(environment, bytes(data), shape, OnnxJavaType.UINT8);
        }
    },
    INT8(OnnxJavaType.INT8, Byte.MIN_VALUE, Byte.MAX_VALUE) {
        @Override
        OnnxTensor tensor(OrtEnvironment environment, Elements data, long[] shape) throws OrtException {
            return OnnxTensor.createTensor(environment, bytes(data), shape, OnnxJavaType.INT8);
        }
    },
    INT16(OnnxJavaType.INT16, Short.MIN_VALUE, Short.MAX_VALUE) {
        @Override
        OnnxTensor tensor(OrtEnvironment environment, Elements data, long[] shape) throws OrtException {
            ShortBuffer buffer = ShortBuffer.allocate(data.size());
            for (int i = 0; i < data.size(); i++) {
                buffer.put(i, (short) data.integer(i));
            }
            return OnnxTensor.createTensor(environment, buffer, shape, OnnxJavaType.INT16);
        }
    },
    INT32(OnnxJavaType.INT32, Integer.MIN_VALUE, Integer.MAX_VALUE) {
        @Override
        OnnxTensor tensor(OrtEnvironment environment, Elements data, long[] shape) throws OrtException {
            IntBuffer buffer = IntBuffer.allocate(data.size());
            for (int i = 0; i < data.size(); i++) {
                buffer.put(i, (int) data.integer(i));
            }
            return OnnxTensor.createTensor(environment, buffer, shape);
        }
    },
    INT64(OnnxJavaType.INT64, Long.MIN_VALUE, Long.MAX_VALUE) {
        @Override
        OnnxTensor tensor(OrtEnvironment environment, Elements data, long[] shape) throws OrtException {
            LongBuffer buffer = LongBuffer.allocate(data.size());
            for (int i = 0; i < data.size(); i++) {
                buffer.put(i, data.integer(i));
            }
            return OnnxTensor.createTensor(environment, buffer, shape);
        }
    },
    FP16(OnnxJavaType.FLOAT16) {
        @Override
        OnnxTensor tensor(OrtEnvironment environment, Elements data, long[] shape) throws OrtException {
            ShortBuffer buffer = ShortBuffer.allocate(data.size());
            for (int i = 0; i < data.size(); i++) {
                buffer.put(i, Fp16Conversions.floatToFp16((float) data.real(i)));
            }
            return OnnxTensor.createTensor(environment, buffer, shape, OnnxJavaType.FLOAT16);
        }
    },
    FP32(OnnxJavaType.FLOAT) {
        @Override
        OnnxTensor tensor(OrtEnvironment environment, Elements data, long[] shape) throws OrtException {
            FloatBuffer buffer = FloatBuffer.allocate(data.size());
            for (int i = 0; i < data.size(); i++) {
                buffer.put(i, (float) data.real(i));
            }
            return OnnxTensor.createTensor(environment, buffer, shape);
        }
    },
    FP64(OnnxJavaType.DOUBLE) {
        @Override
        OnnxTensor tensor(OrtEnvironment environment, Elements data, long[] shape) throws OrtException {
            DoubleBuffer buffer = DoubleBuffer.allocate(data.size());
            for (int i = 0; i < data.size(); i++) {
                buffer.put(i, data.real(i));
            }
            return OnnxTensor.createTensor(environment, buffer, shape);
        }
    },
    BYTES(OnnxJavaType.STRING) {
        @Override
        OnnxTensor tensor(OrtEnvironment environment, Elements data, long[] shape) throws OrtException {
            return OnnxTensor.createTensor(environment, data.texts(), shape);
        }
    };

    private final OnnxJavaType onnx;
    private final long smallest;
    private final long largest;

    Datatype(OnnxJavaType onnx, long smallest, long largest) {
        this.onnx = onnx;
        this.smallest = smallest;
        this.largest = largest;
    }

    /** For types that are not integers. */
    Datatype(OnnxJavaType onnx) {
        this(onnx, 1, 0);
    }

    /** A tensor of this type; the elements fit it, which {@link #check} found out. */
    abstract OnnxTensor tensor(OrtEnvironment environment, Elements data, long[] shape) throws OrtException;

    /** The type of a tensor of the model; empty when the Java binding has none for it. */
    static Optional<Datatype> of(TensorInfo info) {
        boolean unsigned =
                switch (info.onnxType) {
                    case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16,
                            ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32,
                            ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 -> true;
                    default -> false;
                };
        return Arrays.stream(values())
                .filter(type -> !unsigned && type.onnx == info.type)
                .findFirst();
    }

    /** @throws Refusal when the protocol, or this server, has no such type */
    static Datatype named(String name, String where) {
        return Arrays.stream(values())
                .filter(type -> type.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.badRequest(where + ": datatype is '" + name + "', allowed are "
                        + Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))));
    }

    boolean isReal() {
        return this == FP16 || this == FP32 || this == FP64;
    }

    /** @throws Refusal naming the first element that is no value of this type */
    void check(Elements data, String where) {
        if (!data.kind().fits(this)) {
            throw Refusal.badRequest(where + ": data holds " + data.kind().words + ", datatype " + this + " takes "
                    + Elements.Kind.of(this).words);
        }
        if (smallest > largest) {
            checkFinite(data, where);
            return;
        }
        for (int i = 0; i < data.size(); i++) {
            if (data.integer(i) < smallest || data.integer(i) > largest) {
                throw Refusal.badRequest(where + ": element " + i + " is " + data.integer(i) + ", " + this + " takes "
                        + smallest + " to " + largest);
            }
        }
    }

    private void checkFinite(Elements data, String where) {
        for (int i = 0; isReal() && i < data.size(); i++) {
            if (isInfinite(data.real(i))) {
                throw Refusal.badRequest(where + ": element " + i + " is " + data.real(i) + ", " + this
                        + " takes finite numbers, and NaN for a missing one");
            }
        }
    }

    /** Whether a number is infinite, or becomes so when it is rounded to this type; never of types that are not real. */
    boolean isInfinite(double value) {
        return switch (this) {
            case FP16 -> Float.isInfinite(Fp16Conversions.fp16ToFloat(Fp16Conversions.floatToFp16((float) value)));
            case FP32 -> Float.isInfinite((float) value);
            case FP64 -> Double.isInfinite(value);
            default -> false;
        };
    }

    private static ByteBuffer bytes(Elements data) {
        ByteBuffer buffer = ByteBuffer.allocate(data.size());
        for (int i = 0; i < data.size(); i++) {
            buffer.put(i, (byte) data.integer(i));
        }
        return buffer;
    }
}
