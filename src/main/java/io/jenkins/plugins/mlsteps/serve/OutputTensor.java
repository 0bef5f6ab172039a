package io.jenkins.plugins.mlsteps.serve;

import ai.onnxruntime.OnnxMap;
import ai.onnxruntime.OnnxSequence;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * An output of a model, ready to be written.
 *
 * @param data primitive array, or strings, in row-major order
 * @param keys labels of the columns where the model answers a map for each row (ONNX ZipMap); empty otherwise
 */
record OutputTensor(String name, String datatype, long[] shape, Object data, List<String> keys) {

    /** @throws Refusal when the protocol has no tensor for such an output */
    static OutputTensor of(String name, OnnxValue value) throws OrtException {
        if (value instanceof OnnxTensor tensor) {
            return of(name, tensor);
        }
        if (value instanceof OnnxSequence sequence && sequence.getInfo().isSequenceOfMaps()) {
            return ofMaps(name, sequence);
        }
        throw new Refusal(501, "output '" + name + "' is " + value.getInfo() + ", which the protocol cannot express");
    }

    private static OutputTensor of(String name, OnnxTensor tensor) throws OrtException {
        Datatype type = Datatype.of(tensor.getInfo())
                .orElseThrow(() -> new Refusal(
                        501, "output '" + name + "' is of type " + tensor.getInfo().onnxType + ", which is not served"));
        return new OutputTensor(name, type.name(), tensor.getInfo().getShape(), values(type, tensor), List.of());
    }

    private static Object values(Datatype type, OnnxTensor tensor) throws OrtException {
        return switch (type) {
            case FP16, FP32 -> {
                FloatBuffer buffer = tensor.getFloatBuffer();
                float[] values = new float[buffer.remaining()];
                buffer.get(values);
                yield values;
            }
            case FP64 -> {
                DoubleBuffer buffer = tensor.getDoubleBuffer();
                double[] values = new double[buffer.remaining()];
                buffer.get(values);
                yield values;
            }
            case INT64 -> {
                LongBuffer buffer = tensor.getLongBuffer();
                long[] values = new long[buffer.remaining()];
                buffer.get(values);
                yield values;
            }
            case UINT8 -> unsigned(tensor);
            default -> flat(tensor.getValue());
        };
    }

    private static long[] unsigned(OnnxTensor tensor) {
        ByteBuffer bytes = tensor.getByteBuffer();
        long[] values = new long[bytes.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Byte.toUnsignedLong(bytes.get(i));
        }
        return values;
    }

    private static List<Object> flat(Object value) {
        List<Object> values = new ArrayList<>();
        collect(value, values);
        return values;
    }

    private static void collect(Object value, List<Object> into) {
        if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                collect(Array.get(value, i), into);
            }
        } else {
            into.add(value);
        }
    }

    private static OutputTensor ofMaps(String name, OnnxSequence sequence) throws OrtException {
        List<Object> values = new ArrayList<>();
        List<String> keys = List.of();
        List<? extends OnnxValue> rows = sequence.getValue();
        for (OnnxValue row : rows) {
            try (OnnxMap map = (OnnxMap) row) {
                Map<?, ?> entries = map.getValue();
                keys = entries.keySet().stream().map(String::valueOf).sorted().toList();
                entries.entrySet().stream()
                        .sorted(Comparator.comparing(entry -> String.valueOf(entry.getKey())))
                        .forEach(entry -> values.add(entry.getValue()));
            }
        }
        return new OutputTensor(name, Datatype.FP32.name(), new long[] {rows.size(), keys.size()}, values, keys);
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeStringField("datatype", datatype);
        json.writeFieldName("shape");
        json.writeArray(shape, 0, shape.length);
        if (!keys.isEmpty()) {
            json.writeObjectFieldStart("parameters");
            json.writeStringField("keys", String.join(",", keys));
            json.writeEndObject();
        }
        json.writeArrayFieldStart("data");
        for (int i = 0; i < size(); i++) {
            writeElement(json, element(i));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    int size() {
        return data instanceof List<?> list ? list.size() : Array.getLength(data);
    }

    Object element(int index) {
        return data instanceof List<?> list ? list.get(index) : Array.get(data, index);
    }

    /** Elements of one row: all that stand behind one index of the first dimension. */
    int width() {
        return shape.length == 0 || shape[0] == 0 ? size() : (int) (size() / shape[0]);
    }

    /** NaN and infinities become null: JSON has no words for them. */
    static void writeElement(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Float number) {
            if (Float.isFinite(number)) {
                json.writeNumber(number);
            } else {
                json.writeNull();
            }
        } else if (value instanceof Double number) {
            if (Double.isFinite(number)) {
                json.writeNumber(number);
            } else {
                json.writeNull();
            }
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
