package io.jenkins.plugins.mlsteps.jenkins.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import java.util.Optional;

/** What stands under one of the first keys of a configuration. */
public record YamlSection(JsonNode tree) {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .build();

    static Optional<YamlSection> of(String text, String key) {
        JsonNode section = root(text).get(key);
        return section == null || section.isNull() ? Optional.empty() : Optional.of(new YamlSection(section));
    }

    /** The text with another section; comments go. */
    static String replace(String text, String key, YamlSection section) {
        ObjectNode root = root(text);
        if (section == null) {
            root.remove(key);
        } else {
            root.set(key, section.tree());
        }
        return write(root);
    }

    static String write(JsonNode tree) {
        try {
            return YAML.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that was read can be written", e);
        }
    }

    static ObjectNode empty() {
        return YAML.createObjectNode();
    }

    private static ObjectNode root(String text) {
        try {
            return YAML.readTree(text) instanceof ObjectNode root ? root : empty();
        } catch (JsonProcessingException e) {
            throw new ConfigException(MlConfiguration.NAME + " is not YAML: " + e.getOriginalMessage(), e);
        }
    }
}
