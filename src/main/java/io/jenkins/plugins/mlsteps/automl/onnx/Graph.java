package io.jenkins.plugins.mlsteps.automl.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An ONNX graph that is built node by node; a node's output is known by the name that adding it returns. Operators are those of
 * opset {@value #OPSET} and of version {@value #ML_OPSET} of {@code ai.onnx.ml}.
 */
final class Graph {
    private static final int IR_VERSION = 8;
    private static final int OPSET = 13;
    private static final int ML_OPSET = 1;
    private static final String ML = "ai.onnx.ml";

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("model");

    /** A matrix with any number of rows. */
    String input(String name, TensorProto.DataType type, int columns) {
        graph.addInput(value(name, type, columns));
        return name;
    }

    /** Names a value as an answer; without columns it is a vector. */
    void output(String name, String value, TensorProto.DataType type, int columns) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Identity")
                .setName("output_" + name)
                .addInput(value)
                .addOutput(name));
        graph.addOutput(value(name, type, columns));
    }

    String node(String operator, List<String> inputs, AttributeProto... attributes) {
        return add(NodeProto.newBuilder().setOpType(operator), inputs, attributes);
    }

    /** A node of the operators for classical models. */
    String mlNode(String operator, List<String> inputs, AttributeProto... attributes) {
        return add(NodeProto.newBuilder().setOpType(operator).setDomain(ML), inputs, attributes);
    }

    private String add(NodeProto.Builder node, List<String> inputs, AttributeProto... attributes) {
        String output = node.getOpType() + "_" + graph.getNodeCount();
        graph.addNode(node.setName(output).addAllInput(inputs).addOutput(output).addAllAttribute(List.of(attributes)));
        return output;
    }

    String floats(float[] values, long... shape) {
        TensorProto.Builder tensor = constant(TensorProto.DataType.FLOAT, shape);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return constant(tensor);
    }

    String longs(long... values) {
        TensorProto.Builder tensor = constant(TensorProto.DataType.INT64, values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        return constant(tensor);
    }

    String strings(List<String> values) {
        TensorProto.Builder tensor = constant(TensorProto.DataType.STRING, values.size());
        values.forEach(value -> tensor.addStringData(ByteString.copyFromUtf8(value)));
        return constant(tensor);
    }

    private static TensorProto.Builder constant(TensorProto.DataType type, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type.getNumber());
        for (long size : shape) {
            tensor.addDims(size);
        }
        return tensor;
    }

    private String constant(TensorProto.Builder tensor) {
        String name = "constant_" + graph.getInitializerCount();
        graph.addInitializer(tensor.setName(name));
        return name;
    }

    static AttributeProto attribute(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    static AttributeProto attribute(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFrom(value, StandardCharsets.UTF_8))
                .build();
    }

    static AttributeProto attribute(String name, List<String> values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.STRINGS);
        values.forEach(value -> attribute.addStrings(ByteString.copyFromUtf8(value)));
        return attribute.build();
    }

    byte[] toBytes(String producer) {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName(producer)
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain(ML).setVersion(ML_OPSET))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    private static ValueInfoProto value(String name, TensorProto.DataType type, int columns) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder()
                .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("rows"));
        if (columns > 0) {
            shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(columns));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
