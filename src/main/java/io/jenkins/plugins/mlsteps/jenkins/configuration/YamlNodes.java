package io.jenkins.plugins.mlsteps.jenkins.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.model.CNode;
import io.jenkins.plugins.casc.model.Mapping;
import io.jenkins.plugins.casc.model.Scalar;
import io.jenkins.plugins.casc.model.Sequence;
import java.util.Map;
import java.util.TreeMap;

/** Turns the trees of configuration as code into ours and back. */
final class YamlNodes {
    private YamlNodes() {}

    /** Variables and secrets that configuration as code knows are put in. */
    static JsonNode from(CNode node, ConfigurationContext context) throws ConfiguratorException {
        switch (node.getType()) {
            case MAPPING -> {
                ObjectNode object = YamlSection.empty();
                for (Map.Entry<String, CNode> entry : new TreeMap<>(node.asMapping()).entrySet()) {
                    object.set(entry.getKey(), entry.getValue() == null ? null : from(entry.getValue(), context));
                }
                return object;
            }
            case SEQUENCE -> {
                ArrayNode array = YamlSection.empty().arrayNode();
                for (CNode element : node.asSequence()) {
                    array.add(from(element, context));
                }
                return array;
            }
            default -> {
                return TextNode.valueOf(context.getSecretSourceResolver()
                        .resolve(node.asScalar().getValue()));
            }
        }
    }

    static CNode to(JsonNode tree) {
        if (tree.isObject()) {
            Mapping mapping = new Mapping();
            tree.properties().forEach(entry -> mapping.put(entry.getKey(), to(entry.getValue())));
            return mapping;
        }
        if (tree.isArray()) {
            Sequence sequence = new Sequence();
            tree.forEach(element -> sequence.add(to(element)));
            return sequence;
        }
        return new Scalar(tree.asText());
    }
}
