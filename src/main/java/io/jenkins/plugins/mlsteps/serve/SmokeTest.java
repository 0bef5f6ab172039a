package io.jenkins.plugins.mlsteps.serve;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.SignatureFile;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether a loaded revision answers at all, asked before anybody else asks it; warms its code paths on the way. */
final class SmokeTest {
    /** Enough for the allocations and the JIT to have seen the path; a few milliseconds for a small model. */
    private static final int WARM_UP_REQUESTS = 20;

    private SmokeTest() {}

    /** @throws IOException saying what is wrong with the revision */
    static void check(ServedModel model) throws IOException {
        try {
            for (int i = 0; i < WARM_UP_REQUESTS; i++) {
                if (model.rows().isPresent()) {
                    checkRow(model, exampleRow(model.rows().get().signature()));
                } else {
                    runZeros(model);
                }
            }
        } catch (OrtException | Refusal e) {
            throw new IOException(
                    "revision '" + model.revision() + "' failed its smoke request: " + e.getMessage(), e);
        }
    }

    private static byte[] exampleRow(SignatureFile signature) throws IOException {
        Map<String, Object> row = new LinkedHashMap<>();
        signature.signature().inputs().forEach(column -> row.put(column.name(), column.example()));
        return Json.mapper().writeValueAsBytes(Map.of("rows", List.of(row)));
    }

    private static void checkRow(ServedModel model, byte[] row) throws OrtException, IOException {
        JsonNode answer = Json.mapper().readTree(RowAnswer.predict(model, row)).at("/predictions/0");
        boolean undefined = answer.path("value").isNull();
        for (JsonNode probability : answer.path("probabilities")) {
            undefined |= probability.isNull();
        }
        if (answer.isMissingNode() || undefined) {
            throw new IOException("revision '" + model.revision() + "' answered " + answer
                    + " to the example row of its signature, expected finite numbers");
        }
    }

    /** One row of zeros and empty texts; left out when the model's metadata does not tell the whole shape of a row. */
    private static void runZeros(ServedModel model) throws OrtException {
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (String input : model.inputs().keySet()) {
                Optional<OnnxTensor> zeros = zeros(model.inputTensor(input).orElse(null));
                if (zeros.isEmpty()) {
                    return;
                }
                tensors.put(input, zeros.get());
            }
            model.run(tensors, Set.of()).close();
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static Optional<OnnxTensor> zeros(TensorInfo info) throws OrtException {
        Optional<Datatype> type = info == null ? Optional.empty() : Datatype.of(info);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        long[] shape = info.getShape().clone();
        long size = 1;
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] < 0 && i > 0) {
                return Optional.empty();
            }
            shape[i] = shape[i] < 0 ? 1 : shape[i];
            size *= shape[i];
        }
        return Optional.of(type.get().tensor(ServedModel.environment(), Elements.zeros(type.get(), (int) size), shape));
    }
}
