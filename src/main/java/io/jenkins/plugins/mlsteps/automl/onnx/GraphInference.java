package io.jenkins.plugins.mlsteps.automl.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Java alone, for machines without ONNX Runtime: computes what the nodes of a written graph say, by the definitions of ONNX
 * (github.com/onnx/onnx, docs/Operators.md and docs/Operators-ml.md, opset 13 and 1). Knows the operators of {@link ModelGraph};
 * a truth value is 1 or 0.
 */
final class GraphInference implements Inference {
    @Override
    public String name() {
        return "the definitions of ONNX";
    }

    @Override
    public float[][] answer(byte[] model, float[][] numbers, String[][] categories) throws IOException {
        try {
            GraphProto graph = ModelProto.parseFrom(model).getGraph();
            return new Evaluation(graph, numbers, categories).answer();
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("the exported model is no ONNX: " + e.getMessage(), e);
        }
    }

    /** One graph on one batch of rows. */
    private static final class Evaluation {
        private final List<ValueInfoProto> outputs;
        private final Map<String, NodeProto> nodes = new HashMap<>();
        private final Map<String, TensorProto> constants = new HashMap<>();
        private final Map<String, float[][]> known = new HashMap<>();
        private final String[][] categories;

        Evaluation(GraphProto graph, float[][] numbers, String[][] categories) {
            outputs = graph.getOutputList();
            graph.getNodeList().forEach(node -> nodes.put(node.getOutput(0), node));
            graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), tensor));
            known.put(ModelGraph.NUMBERS, numbers);
            this.categories = categories;
        }

        float[][] answer() throws IOException {
            boolean number = outputs.stream().anyMatch(output -> output.getName().equals(ModelGraph.VALUE));
            return value(number ? ModelGraph.VALUE : ModelGraph.PROBABILITIES);
        }

        private float[][] value(String name) throws IOException {
            float[][] value = known.get(name);
            if (value == null) {
                value = constants.containsKey(name) ? constant(constants.get(name)) : compute(node(name));
                known.put(name, value);
            }
            return value;
        }

        private NodeProto node(String output) throws IOException {
            NodeProto node = nodes.get(output);
            if (node == null) {
                throw new IOException("the exported model reads '" + output + "', which nothing in it computes");
            }
            return node;
        }

        private float[][] compute(NodeProto node) throws IOException {
            return switch (node.getOpType()) {
                case "Identity", "Cast" -> first(node);
                case "IsNaN" -> Matrices.map(first(node), cell -> Float.isNaN(cell) ? 1 : 0);
                case "Sigmoid" -> Matrices.map(first(node), cell -> (float) (1 / (1 + Math.exp(-cell))));
                case "Add" -> Matrices.combine(first(node), second(node), Float::sum);
                case "Sub" -> Matrices.combine(first(node), second(node), (a, b) -> a - b);
                case "Mul" -> Matrices.combine(first(node), second(node), (a, b) -> a * b);
                case "Div" -> Matrices.combine(first(node), second(node), (a, b) -> a / b);
                case "MatMul" -> Matrices.product(first(node), second(node));
                case "ReduceSum" -> Matrices.sums(first(node));
                case "Softmax" -> Matrices.softmax(first(node));
                case "Where" -> Matrices.choose(first(node), second(node), value(node.getInput(2)));
                case "Concat" -> concatenate(node);
                case "Gather" -> Matrices.columns(first(node), longs(node, 1));
                case "OneHotEncoder" -> indicators(node);
                case "Reshape" -> Matrices.reshape(first(node), (int) longs(node, 1)[1]);
                case "TreeEnsembleRegressor" -> new TreeEnsemble(node).answer(first(node));
                default -> throw new IOException("models are not exported with the operator " + node.getOpType());
            };
        }

        private float[][] first(NodeProto node) throws IOException {
            return value(node.getInput(0));
        }

        private float[][] second(NodeProto node) throws IOException {
            return value(node.getInput(1));
        }

        private float[][] concatenate(NodeProto node) throws IOException {
            float[][] joined = first(node);
            for (String part : node.getInputList().subList(1, node.getInputCount())) {
                joined = Matrices.beside(joined, value(part));
            }
            return joined;
        }

        /** All zeros for a text that is none of the categories. */
        private float[][] indicators(NodeProto node) throws IOException {
            NodeProto gather = node(node.getInput(0));
            int column = (int) longs(gather, 1)[0];
            List<String> values = node.getAttributeList().stream()
                    .filter(attribute -> attribute.getName().equals("cats_strings"))
                    .flatMap(attribute -> attribute.getStringsList().stream())
                    .map(text -> text.toStringUtf8())
                    .toList();
            float[][] indicators = new float[categories.length][values.size()];
            for (int row = 0; row < indicators.length; row++) {
                int value = values.indexOf(categories[row][column]);
                if (value >= 0) {
                    indicators[row][value] = 1;
                }
            }
            return indicators;
        }

        private long[] longs(NodeProto node, int input) {
            return constants.get(node.getInput(input)).getInt64DataList().stream()
                    .mapToLong(Long::longValue)
                    .toArray();
        }

        private static float[][] constant(TensorProto tensor) {
            int columns = (int) tensor.getDims(tensor.getDimsCount() - 1);
            float[][] rows = new float[tensor.getFloatDataCount() / columns][columns];
            for (int i = 0; i < tensor.getFloatDataCount(); i++) {
                rows[i / columns][i % columns] = tensor.getFloatData(i);
            }
            return rows;
        }
    }
}
