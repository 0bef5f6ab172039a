package io.jenkins.plugins.mlsteps.automl.onnx;

import io.jenkins.plugins.mlsteps.automl.feature.Encoding;
import io.jenkins.plugins.mlsteps.automl.learn.Model;
import io.jenkins.plugins.mlsteps.automl.table.Feature;
import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import io.jenkins.plugins.mlsteps.automl.table.Table;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.ModelCard.Field;
import io.jenkins.plugins.mlsteps.record.ModelCard.Signature;
import io.jenkins.plugins.mlsteps.record.SignatureFile;
import io.jenkins.plugins.mlsteps.record.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes a fitted model with its preprocessing as {@value #FILE}, and beside it what it reads and answers. */
public final class OnnxExport {
    public static final String FILE = "model.onnx";

    private OnnxExport() {}

    /**
     * Writes the model once what it answers is what the trained one says: by ONNX Runtime, or where there is none, as on an agent
     * of a plain Jenkins, by the definitions of ONNX.
     *
     * @param rows of the table that the answers are compared on
     * @return what the answers were computed by, as people know it
     * @throws IOException when the files cannot be written, or the answers differ
     */
    public static String write(Path directory, Table table, String target, Encoding encoding, Model model, int[] rows)
            throws IOException {
        List<String> classes = table.outcome() instanceof Outcome.Classes known ? known.names() : List.of();
        byte[] graph = new ModelGraph(encoding).of(model, classes, "mlsteps");
        Inference inference = Inference.best();
        new Parity(table, encoding, model, inference).check(graph, rows);
        WholeFile.write(directory.resolve(FILE), graph);
        String task = classes.isEmpty() ? "regression" : "classification";
        Json.write(
                directory.resolve(SignatureFile.NAME),
                new SignatureFile(task, target, classes, new Signature(inputs(table, encoding), outputs(classes))));
        return inference.name();
    }

    private static List<Field> inputs(Table table, Encoding encoding) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < encoding.numbers().size(); i++) {
            Feature feature = table.features().get(encoding.numbers().get(i).column());
            fields.add(field(feature, ModelGraph.NUMBERS, i, List.of(), table.rows()));
        }
        for (int i = 0; i < encoding.categories().size(); i++) {
            Encoding.CategoryInput input = encoding.categories().get(i);
            Feature feature = table.features().get(input.column());
            fields.add(field(feature, ModelGraph.CATEGORIES, i, input.values(), table.rows()));
        }
        return fields;
    }

    private static Field field(Feature feature, String tensor, int position, List<String> values, int rows) {
        Object example = IntStream.range(0, rows)
                .mapToObj(feature::example)
                .filter(value -> value != null)
                .findFirst()
                .orElse(null);
        return new Field(feature.name(), feature.type(), tensor, position, example, values);
    }

    private static List<Field> outputs(List<String> classes) {
        return classes.isEmpty()
                ? List.of(new Field("value", "number", ModelGraph.VALUE, 0, null, List.of()))
                : List.of(
                        new Field("label", "category", ModelGraph.LABEL, 0, null, classes),
                        new Field("probabilities", "number", ModelGraph.PROBABILITIES, 0, null, List.of()));
    }
}
