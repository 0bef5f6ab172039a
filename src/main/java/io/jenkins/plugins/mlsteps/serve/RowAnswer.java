package io.jenkins.plugins.mlsteps.serve;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.mlsteps.record.SignatureFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Predictions for rows: {@code {"predictions":[{"label":…,"probabilities":{…}},…]}} of a classifier,
 * {@code {"predictions":[{"value":…},…]}} of a regression.
 *
 * @param labels null for a regression
 * @param values probabilities of the classes, or the predicted numbers; null for a classifier that answers labels alone
 */
record RowAnswer(List<String> classes, OutputTensor labels, OutputTensor values, int rows) {

    /** @throws Refusal when the model has no {@value SignatureFile#NAME}, or the body does not fit it */
    static byte[] predict(ServedModel model, byte[] body) throws OrtException, IOException {
        RowForm form = model.rows()
                .orElseThrow(() -> Refusal.badRequest("model '" + model.name() + "' has no " + SignatureFile.NAME
                        + ", so rows cannot be turned into tensors; send tensors to /v2/models/" + model.name()
                        + "/infer"));
        Map<String, OnnxTensor> tensors = form.tensors(body);
        try (OrtSession.Result result = model.run(tensors, Set.of())) {
            return RowAnswer.of(form.signature(), result).write(model);
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static RowAnswer of(SignatureFile signature, OrtSession.Result result) throws OrtException {
        List<OutputTensor> outputs = new ArrayList<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            outputs.add(OutputTensor.of(output.getKey(), output.getValue()));
        }
        Optional<OutputTensor> values =
                outputs.stream().filter(output -> output.datatype().startsWith("FP")).findFirst();
        if (!"classification".equals(signature.task())) {
            OutputTensor predicted =
                    values.orElseThrow(() -> new Refusal(500, "the model answers no numbers, though its task is regression"));
            return new RowAnswer(List.of(), null, predicted, rows(predicted));
        }
        Optional<OutputTensor> labels = outputs.stream()
                .filter(output -> !output.datatype().startsWith("FP"))
                .findFirst();
        OutputTensor any = labels.or(() -> values)
                .orElseThrow(() -> new Refusal(500, "the model answers nothing that could be a label"));
        List<String> classes = values.filter(it -> !it.keys().isEmpty())
                .map(OutputTensor::keys)
                .orElse(signature.classes());
        if (values.isPresent() && values.get().width() != classes.size()) {
            throw new Refusal(
                    500,
                    "the model answers " + values.get().width() + " probabilities a row, " + SignatureFile.NAME + " names "
                            + classes.size() + " classes");
        }
        return new RowAnswer(classes, labels.orElse(null), values.orElse(null), rows(any));
    }

    private static int rows(OutputTensor output) {
        return output.shape().length == 0 ? 1 : (int) output.shape()[0];
    }

    private byte[] write(ServedModel model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = InferenceRequest.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("model", model.name());
            json.writeStringField("revision", model.revision());
            json.writeArrayFieldStart("predictions");
            for (int row = 0; row < rows; row++) {
                json.writeStartObject();
                writeRow(json, row);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void writeRow(JsonGenerator json, int row) throws IOException {
        if (classes.isEmpty() && labels == null) {
            json.writeFieldName("value");
            OutputTensor.writeElement(json, values.element(row * values.width()));
            return;
        }
        json.writeStringField("label", label(row));
        if (values != null) {
            json.writeObjectFieldStart("probabilities");
            for (int i = 0; i < classes.size(); i++) {
                json.writeFieldName(classes.get(i));
                OutputTensor.writeElement(json, values.element(row * classes.size() + i));
            }
            json.writeEndObject();
        }
    }

    private String label(int row) {
        if (labels == null) {
            return classes.get(mostProbable(row));
        }
        Object label = labels.element(row * labels.width());
        boolean isIndex = label instanceof Number && !classes.contains(label.toString());
        int index = isIndex ? ((Number) label).intValue() : -1;
        return index >= 0 && index < classes.size() ? classes.get(index) : label.toString();
    }

    private int mostProbable(int row) {
        int best = 0;
        for (int i = 1; i < classes.size(); i++) {
            if (probability(row, i) > probability(row, best)) {
                best = i;
            }
        }
        return best;
    }

    private double probability(int row, int index) {
        return ((Number) values.element(row * classes.size() + index)).doubleValue();
    }
}
