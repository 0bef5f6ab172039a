package io.jenkins.plugins.mlsteps.workload.kubernetes.job;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds keys that the model of an object does not have; the model itself takes anything. */
final class KnownKeys {
    private static final String MODEL = "io.fabric8.kubernetes.api.model";

    private final ObjectMapper mapper;

    private KnownKeys(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** @throws SpecException naming the key, where it stands, and the nearest valid one */
    static void check(ObjectMapper mapper, Class<?> type, JsonNode fragment) {
        new KnownKeys(mapper).check(mapper.constructType(type), fragment, "podOverrides");
    }

    private void check(JavaType type, JsonNode node, String path) {
        if (type.isCollectionLikeType() && node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                check(type.getContentType(), node.get(i), path + "[" + i + "]");
            }
        } else if (type.isMapLikeType() && node.isObject()) {
            node.properties().forEach(field -> check(type.getContentType(), field.getValue(), path + "." + field.getKey()));
        } else if (isModel(type) && node.isObject()) {
            checkFields(type, node, path);
        }
    }

    private void checkFields(JavaType type, JsonNode node, String path) {
        Map<String, BeanPropertyDefinition> known =
                mapper.getDeserializationConfig().introspect(type).findProperties().stream()
                        .collect(Collectors.toMap(BeanPropertyDefinition::getName, Function.identity()));
        node.properties().forEach(field -> {
            BeanPropertyDefinition property = known.get(field.getKey());
            if (property == null) {
                throw new SpecException(path + " has no key '" + field.getKey() + "'"
                        + NearestName.among(field.getKey(), new TreeSet<>(known.keySet())));
            }
            check(property.getPrimaryType(), field.getValue(), path + "." + field.getKey());
        });
    }

    /** Quantities, ports and times have shapes of their own. */
    private boolean isModel(JavaType type) {
        Class<?> raw = type.getRawClass();
        return raw.getName().startsWith(MODEL)
                && !raw.isEnum()
                && raw != io.fabric8.kubernetes.api.model.Quantity.class
                && raw != io.fabric8.kubernetes.api.model.IntOrString.class;
    }
}
