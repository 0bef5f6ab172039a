package io.jenkins.plugins.mlsteps.automl.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.jenkins.plugins.mlsteps.automl.feature.Encoding;
import io.jenkins.plugins.mlsteps.automl.learn.Link;
import io.jenkins.plugins.mlsteps.automl.learn.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The ONNX graph of an encoding and a model: the raw columns of a row go in, as one tensor of numbers (NaN where missing, dates as
 * days since 1970) and one of categories (the empty text where missing); the answer comes out.
 */
final class ModelGraph {
    static final String NUMBERS = "numbers";
    static final String CATEGORIES = "categories";
    static final String LABEL = "label";
    static final String PROBABILITIES = "probabilities";
    static final String VALUE = "value";

    private final Graph graph = new Graph();
    private final Encoding encoding;

    ModelGraph(Encoding encoding) {
        this.encoding = encoding;
    }

    /**
     * @param classes labels; empty for a regression
     */
    byte[] of(Model model, List<String> classes, String producer) {
        String answer = link(model.link(), scores(model, features()));
        if (classes.isEmpty()) {
            graph.output(VALUE, answer, DataType.FLOAT, 1);
        } else {
            String best = graph.node(
                    "ArgMax", List.of(answer), Graph.attribute("axis", 1), Graph.attribute("keepdims", 0));
            String label =
                    graph.node("Gather", List.of(graph.strings(classes), best), Graph.attribute("axis", 0));
            graph.output(LABEL, label, DataType.STRING, 0);
            graph.output(PROBABILITIES, answer, DataType.FLOAT, classes.size());
        }
        return graph.toBytes(producer);
    }

    /** The matrix of {@link Encoding#encode}, in the same order. */
    private String features() {
        List<String> parts = new ArrayList<>();
        if (!encoding.numbers().isEmpty()) {
            addNumbers(parts);
        }
        if (!encoding.categories().isEmpty()) {
            addCategories(parts);
        }
        return parts.size() == 1 ? parts.get(0) : graph.node("Concat", parts, Graph.attribute("axis", 1));
    }

    private void addNumbers(List<String> parts) {
        int width = encoding.numbers().size();
        String numbers = graph.input(NUMBERS, DataType.FLOAT, width);
        String missing = graph.node("IsNaN", List.of(numbers));
        float[] medians = new float[width];
        for (int i = 0; i < width; i++) {
            medians[i] = encoding.numbers().get(i).median();
        }
        parts.add(graph.node("Where", List.of(missing, graph.floats(medians, 1, width), numbers)));
        int[] gapped = encoding.gapped();
        if (gapped.length > 0) {
            String all = graph.node("Cast", List.of(missing), Graph.attribute("to", DataType.FLOAT.getNumber()));
            String columns = graph.longs(IntStream.of(gapped).asLongStream().toArray());
            parts.add(graph.node("Gather", List.of(all, columns), Graph.attribute("axis", 1)));
        }
    }

    private void addCategories(List<String> parts) {
        String categories = graph.input(CATEGORIES, DataType.STRING, encoding.categories().size());
        for (int i = 0; i < encoding.categories().size(); i++) {
            List<String> indicators = encoding.categories().get(i).indicators();
            String column =
                    graph.node("Gather", List.of(categories, graph.longs(i)), Graph.attribute("axis", 1));
            String indicated = graph.mlNode(
                    "OneHotEncoder",
                    List.of(column),
                    Graph.attribute("cats_strings", indicators),
                    Graph.attribute("zeros", 1));
            parts.add(graph.node("Reshape", List.of(indicated, graph.longs(-1, indicators.size()))));
        }
    }

    private String scores(Model model, String features) {
        if (model instanceof Model.Trees trees) {
            return graph.mlNode("TreeEnsembleRegressor", List.of(features), new TreeAttributes(trees).all());
        }
        Model.Linear linear = (Model.Linear) model;
        int width = linear.offset().length;
        int outputs = linear.outputs();
        float[] transposed = new float[width * outputs];
        for (int output = 0; output < outputs; output++) {
            for (int feature = 0; feature < width; feature++) {
                transposed[feature * outputs + output] = linear.weights()[output][feature];
            }
        }
        String centred = graph.node("Sub", List.of(features, graph.floats(linear.offset(), 1, width)));
        String standard = graph.node("Mul", List.of(centred, graph.floats(linear.scale(), 1, width)));
        String product = graph.node("MatMul", List.of(standard, graph.floats(transposed, width, outputs)));
        return graph.node("Add", List.of(product, graph.floats(linear.bias(), 1, outputs)));
    }

    private String link(Link link, String scores) {
        return switch (link) {
            case IDENTITY -> scores;
            case SOFTMAX -> graph.node("Softmax", List.of(scores), Graph.attribute("axis", 1));
            case LOGISTIC -> {
                String each = graph.node("Sigmoid", List.of(scores));
                String sum = graph.node(
                        "ReduceSum", List.of(each, graph.longs(1)), Graph.attribute("keepdims", 1));
                yield graph.node("Div", List.of(each, sum));
            }
        };
    }
}
