package io.jenkins.plugins.mlsteps.serve;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Inference and metadata as the Open Inference Protocol V2 puts them into JSON. */
final class OpenInference {
    private OpenInference() {}

    /** The answer to an inference request. */
    static byte[] infer(ServedModel model, byte[] body) throws OrtException, IOException {
        InferenceRequest request = InferenceRequest.read(body);
        request.outputs().forEach(output -> checkKnown("output", output, model.outputs()));
        Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
        try {
            for (InferenceRequest.Input input : request.inputs().values()) {
                tensors.put(input.name(), tensor(model, input));
            }
            model.inputs().keySet().forEach(name -> checkGiven(name, tensors));
            try (OrtSession.Result result = run(model, tensors, request)) {
                return answer(model, request, result);
            }
        } finally {
            tensors.values().forEach(OnnxTensor::close);
        }
    }

    private static OrtSession.Result run(
            ServedModel model, Map<String, OnnxTensor> tensors, InferenceRequest request) {
        try {
            return model.run(tensors, request.outputs());
        } catch (OrtException e) {
            throw Refusal.badRequest("model '" + model.name() + "' cannot compute this request: " + e.getMessage());
        }
    }

    private static OnnxTensor tensor(ServedModel model, InferenceRequest.Input input) throws OrtException {
        checkKnown("input", input.name(), model.inputs());
        String where = "input '" + input.name() + "'";
        TensorInfo info = model.inputTensor(input.name())
                .orElseThrow(() -> Refusal.badRequest(where + " is no tensor, which the protocol cannot express"));
        Datatype taken = Datatype.of(info)
                .orElseThrow(() -> Refusal.badRequest(where + " is of type " + info.onnxType + ", which is not served"));
        Datatype given = Datatype.named(input.datatype(), where);
        if (given != taken) {
            throw Refusal.badRequest(where + ": datatype is " + given + ", the model takes " + taken);
        }
        given.check(input.data(), where);
        checkShape(input, info.getShape(), where);
        return given.tensor(ServedModel.environment(), input.data(), input.shape());
    }

    private static void checkShape(InferenceRequest.Input input, long[] taken, String where) {
        long[] given = input.shape();
        boolean fits = given.length == taken.length;
        for (int i = 0; fits && i < given.length; i++) {
            fits = taken[i] < 0 || taken[i] == given[i];
        }
        if (!fits) {
            throw Refusal.badRequest(where + ": shape is " + Arrays.toString(given) + ", the model takes "
                    + Arrays.toString(taken) + " (-1 is any size)");
        }
        long product = 1;
        for (long size : given) {
            product = size != 0 && product > Integer.MAX_VALUE / size ? Integer.MAX_VALUE : product * size;
        }
        if (product != input.data().size()) {
            throw Refusal.badRequest(where + ": data has " + input.data().size() + " elements, shape "
                    + Arrays.toString(given) + " needs " + product);
        }
    }

    private static void checkKnown(String what, String name, Map<String, NodeInfo> known) {
        if (!known.containsKey(name)) {
            throw Refusal.badRequest("unknown " + what + " '" + name + "', the model has "
                    + String.join(", ", known.keySet()) + NearestName.hint(name, known.keySet()));
        }
    }

    private static void checkGiven(String name, Map<String, OnnxTensor> tensors) {
        if (!tensors.containsKey(name)) {
            throw Refusal.badRequest("input '" + name + "' is missing; given are " + tensors.keySet());
        }
    }

    private static byte[] answer(ServedModel model, InferenceRequest request, OrtSession.Result result)
            throws IOException, OrtException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = InferenceRequest.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("model_name", model.name());
            json.writeStringField("model_version", model.revision());
            if (request.id() != null) {
                json.writeStringField("id", request.id());
            }
            json.writeArrayFieldStart("outputs");
            for (Map.Entry<String, OnnxValue> output : result) {
                OutputTensor.of(output.getKey(), output.getValue()).write(json);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }
}
