package io.jenkins.plugins.mlsteps.host;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Replaces secrets in whatever people or files get to see.
 *
 * @param secrets longest first, so that a secret that contains another one is replaced as a whole
 */
public record Masking(List<String> secrets) implements Serializable {
    private static final String STARS = "****";

    /** Shorter ones would turn ordinary text into stars. */
    private static final int SHORTEST = 3;

    public Masking {
        secrets = secrets.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> line.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** Of a host that knows no secrets. */
    public static Masking none() {
        return new Masking(List.of());
    }

    /** A secret of several lines is masked line by line, as logs are. */
    public Masking and(Collection<String> more) {
        return new Masking(Stream.concat(secrets.stream(), more.stream()).toList());
    }

    /** @param text may be null, and stays so */
    public String of(String text) {
        if (text == null) {
            return null;
        }
        String masked = text;
        for (String secret : secrets) {
            masked = masked.replace(secret, STARS);
        }
        return masked;
    }

    /**
     * The same record without the secrets.
     *
     * @param members whose texts are masked; what names things has to go on naming them
     */
    @SuppressWarnings("unchecked") // a record is of its own class
    public <T extends Record> T of(T record, String... members) {
        if (secrets.isEmpty()) {
            return record;
        }
        ObjectNode tree = Json.mapper().valueToTree(record);
        Arrays.stream(members).filter(tree::has).forEach(member -> tree.set(member, of(tree.get(member))));
        try {
            return (T) Json.mapper().treeToValue(tree, record.getClass());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a masked " + record.getClass().getSimpleName() + " is none any more", e);
        }
    }

    private JsonNode of(JsonNode node) {
        if (node.isTextual()) {
            return TextNode.valueOf(of(node.textValue()));
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> member.setValue(of(member.getValue())));
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, of(array.get(i)));
            }
        }
        return node;
    }

    /** Without what must not be seen. */
    @Override
    public String toString() {
        return "Masking[" + secrets.size() + " secrets]";
    }
}
