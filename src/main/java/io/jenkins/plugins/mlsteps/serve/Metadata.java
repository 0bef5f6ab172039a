package io.jenkins.plugins.mlsteps.serve;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the Open Inference Protocol tells about server and model. */
final class Metadata {
    private Metadata() {}

    static Map<String, Object> server() {
        String version = Metadata.class.getPackage().getImplementationVersion();
        return Map.of(
                "name", "mlsteps", "version", version == null ? "development" : version, "extensions", List.of("model_repository"));
    }

    static Map<String, Object> model(ServedModel model) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", model.name());
        metadata.put("versions", List.of(model.revision()));
        metadata.put("platform", "onnx_onnxruntime");
        metadata.put("inputs", tensors(model.inputs()));
        metadata.put("outputs", tensors(model.outputs()));
        return metadata;
    }

    private static List<Map<String, Object>> tensors(Map<String, NodeInfo> nodes) {
        List<Map<String, Object>> tensors = new ArrayList<>();
        nodes.forEach((name, node) -> {
            Map<String, Object> tensor = new LinkedHashMap<>();
            tensor.put("name", name);
            if (node.getInfo() instanceof TensorInfo info) {
                tensor.put("datatype", Datatype.of(info).map(Enum::name).orElse(info.onnxType.name()));
                tensor.put("shape", info.getShape());
            } else {
                // A map for each row (ONNX ZipMap) is answered as a matrix.
                tensor.put("datatype", Datatype.FP32.name());
                tensor.put("shape", new long[] {-1, -1});
            }
            tensors.add(tensor);
        });
        return tensors;
    }
}
