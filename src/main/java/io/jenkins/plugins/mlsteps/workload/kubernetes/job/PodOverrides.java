package io.jenkins.plugins.mlsteps.workload.kubernetes.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.Map;

/**
 * A YAML fragment that an author lays over the pod: maps are merged, list items of the same {@code name} are merged, other items
 * are added, {@code null} removes.
 */
final class PodOverrides {
    private static final ObjectMapper MODEL = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();

    private PodOverrides() {}

    /** @throws SpecException naming the key that no pod has, or the value it cannot have */
    static PodTemplateSpec merge(String overrides, PodTemplateSpec pod) {
        if (overrides == null || overrides.isBlank()) {
            return pod;
        }
        ObjectNode fragment = fragment(overrides);
        KnownKeys.check(MODEL, PodTemplateSpec.class, fragment);
        JsonNode merged = merge(MODEL.valueToTree(pod), fragment);
        try {
            return MODEL.treeToValue(merged, PodTemplateSpec.class);
        } catch (JsonProcessingException e) {
            throw new SpecException("podOverrides: " + e.getOriginalMessage(), e);
        }
    }

    private static ObjectNode fragment(String overrides) {
        try {
            if (YAML.readTree(overrides) instanceof ObjectNode object) {
                // `kind: Pod` may stand there, as people copy it; it says nothing.
                object.remove("kind");
                object.remove("apiVersion");
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new SpecException("podOverrides is not YAML: " + e.getOriginalMessage(), e);
        }
        throw new SpecException("podOverrides is not a map: expected is a part of a pod, such as 'spec: { hostname: trainer }'");
    }

    private static JsonNode merge(JsonNode below, JsonNode above) {
        if (below instanceof ObjectNode object && above instanceof ObjectNode over) {
            for (Map.Entry<String, JsonNode> field : over.properties()) {
                if (field.getValue().isNull()) {
                    object.remove(field.getKey());
                } else {
                    JsonNode under = object.get(field.getKey());
                    object.set(field.getKey(), under == null ? field.getValue() : merge(under, field.getValue()));
                }
            }
            return object;
        }
        if (below instanceof ArrayNode list && above instanceof ArrayNode over) {
            over.forEach(item -> add(list, item));
            return list;
        }
        return above;
    }

    private static void add(ArrayNode list, JsonNode item) {
        for (int i = 0; i < list.size(); i++) {
            if (item.hasNonNull("name") && item.get("name").equals(list.get(i).get("name"))) {
                list.set(i, merge(list.get(i), item));
                return;
            }
        }
        list.add(item);
    }
}
