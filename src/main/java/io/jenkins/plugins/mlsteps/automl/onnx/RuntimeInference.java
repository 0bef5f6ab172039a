package io.jenkins.plugins.mlsteps.automl.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** ONNX Runtime, which serves the model later. */
final class RuntimeInference implements Inference {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();

    @Override
    public String name() {
        return "ONNX Runtime";
    }

    @Override
    public float[][] answer(byte[] graph, float[][] numbers, String[][] categories) throws IOException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try (OrtSession session = environment.createSession(graph)) {
            if (session.getInputNames().contains(ModelGraph.NUMBERS)) {
                inputs.put(ModelGraph.NUMBERS, OnnxTensor.createTensor(environment, numbers));
            }
            if (session.getInputNames().contains(ModelGraph.CATEGORIES)) {
                inputs.put(ModelGraph.CATEGORIES, OnnxTensor.createTensor(environment, categories));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                String output = session.getOutputNames().contains(ModelGraph.VALUE)
                        ? ModelGraph.VALUE
                        : ModelGraph.PROBABILITIES;
                return (float[][]) result.get(output).orElseThrow().getValue();
            }
        } catch (OrtException e) {
            throw new IOException("ONNX Runtime refuses the exported model: " + e.getMessage(), e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }
}
