package io.jenkins.plugins.mlsteps.host.configuration;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Narrowing;
import io.jenkins.plugins.mlsteps.spec.administration.TargetConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads {@code mlsteps.yaml}, or the same text kept elsewhere, and refuses what it does not understand. */
public final class ConfigFile {
    public static final String NAME = "mlsteps.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    private ConfigFile() {}

    /** The first {@code mlsteps.yaml} in one of the directories. */
    public static Optional<Path> find(Path... directories) {
        return Arrays.stream(directories)
                .map(directory -> directory.resolve(NAME))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    /**
     * @throws ConfigException naming the file, the line, the key and the nearest valid one
     */
    public static Administration read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new ConfigException(file + " cannot be read: " + IoFailure.sentence(e), e);
        }
    }

    /**
     * The same from text that a host keeps elsewhere.
     *
     * @param name stands where errors name the file
     * @throws ConfigException naming it, the line, the key and the nearest valid one
     */
    public static Administration parse(String text, String name) {
        JsonNode tree = tree(text, name);
        return isEmpty(tree) ? Administration.none() : administration(tree, place(text, name));
    }

    /**
     * The same from a tree that a host read elsewhere.
     *
     * @param name stands where errors name the file
     * @throws ConfigException naming it, the key and the nearest valid one
     */
    public static Administration of(JsonNode tree, String name) {
        return administration(tree, ConfigPlace.without(name));
    }

    /**
     * What a part of an installation takes away.
     *
     * @param name stands where errors name the file
     * @throws ConfigException naming it, the line, the key and the nearest valid one
     */
    public static Narrowing narrowing(String text, String name) {
        JsonNode tree = tree(text, name);
        if (isEmpty(tree)) {
            return Narrowing.none();
        }
        ConfigPlace place = place(text, name);
        Narrowing narrowing = bind(tree, Narrowing.class, place);
        narrowing.policies().forEach((environment, policy) -> {
            if (policy == null) {
                throw place.wrong("is empty", List.of("policies", environment));
            }
            new PolicyCheck(place, List.of("policies", environment)).run(policy);
        });
        return narrowing;
    }

    private static boolean isEmpty(JsonNode tree) {
        return tree.isMissingNode() || tree.isNull();
    }

    private static JsonNode tree(String text, String name) {
        try {
            return YAML.readTree(text);
        } catch (JacksonException e) {
            throw new ConfigException(name + YamlMistake.of(e), e);
        }
    }

    private static ConfigPlace place(String text, String name) {
        try {
            return new ConfigPlace(name, KeyLines.of(text));
        } catch (IOException e) {
            throw new ConfigException(name + " cannot be read: " + IoFailure.sentence(e), e);
        }
    }

    private static Administration administration(JsonNode tree, ConfigPlace place) {
        Administration administration = bind(tree, Administration.class, place);
        new ConfigCheck(place, administration).run();
        return administration;
    }

    private static <T> T bind(JsonNode tree, Class<T> type, ConfigPlace place) {
        try {
            return YAML.treeToValue(tree, type);
        } catch (PropertyBindingException e) {
            throw new ConfigException(at(place, e) + unknownKey(e), e);
        } catch (InvalidFormatException e) {
            throw new ConfigException(at(place, e) + wrongValue(e), e);
        } catch (MismatchedInputException e) {
            String what = e.getPath().isEmpty() ? "the whole" : keyOf(e);
            throw new ConfigException(at(place, e) + what + " must be " + expected(e.getTargetType()), e);
        } catch (ValueInstantiationException e) {
            String what = e.getCause() instanceof NullPointerException ? " has a list with an empty entry" : ": " + firstLine(e.getOriginalMessage());
            throw new ConfigException(at(place, e) + keyOf(e) + what, e);
        } catch (JsonMappingException e) {
            throw new ConfigException(at(place, e) + keyOf(e) + ": " + firstLine(e.getOriginalMessage()), e);
        } catch (JacksonException e) {
            throw new ConfigException(place.name() + ": " + firstLine(e.getOriginalMessage()), e);
        }
    }

    private static String at(ConfigPlace place, JsonMappingException e) {
        return place.at(steps(e.getPath()));
    }

    private static String unknownKey(PropertyBindingException e) {
        List<String> known = e.getKnownPropertyIds() == null
                ? List.of()
                : e.getKnownPropertyIds().stream().map(Object::toString).sorted().toList();
        return "unknown key '" + e.getPropertyName() + "'" + under(e)
                + NearestName.among(e.getPropertyName(), known);
    }

    private static String wrongValue(InvalidFormatException e) {
        String given = String.valueOf(e.getValue());
        Class<?> type = e.getTargetType();
        if (type != null && type.isEnum()) {
            List<String> allowed = Stream.of(type.getEnumConstants())
                    .filter(constant -> !(constant instanceof TargetConfig.Type target) || target.isImplemented())
                    .map(Object::toString)
                    .toList();
            return keyOf(e) + " is '" + given + "', allowed is " + String.join(" | ", allowed)
                    + NearestName.hint(given, allowed);
        }
        return keyOf(e) + " is '" + given + "', expected is " + (type == null ? "something else" : name(type));
    }

    private static String expected(Class<?> type) {
        if (type == null || type == String.class || type.isPrimitive() || Number.class.isAssignableFrom(type) || type == Boolean.class) {
            return type == null ? "something else" : type == String.class ? "text" : name(type);
        }
        return Collection.class.isAssignableFrom(type) ? "a list" : "a map of keys";
    }

    private static String name(Class<?> type) {
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == Integer.class) {
            return "a whole number";
        }
        return Number.class.isAssignableFrom(type) || type.isPrimitive() ? "a number" : type.getSimpleName();
    }

    private static String keyOf(JsonMappingException e) {
        return "'" + path(e.getPath()) + "'";
    }

    private static String under(JsonMappingException e) {
        List<JsonMappingException.Reference> path = e.getPath();
        return path.size() < 2 ? "" : " under '" + path(path.subList(0, path.size() - 1)) + "'";
    }

    private static String path(List<JsonMappingException.Reference> path) {
        return String.join(".", steps(path));
    }

    private static List<String> steps(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(step -> step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName())
                .toList();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }
}
