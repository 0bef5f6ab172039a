package io.jenkins.plugins.mlsteps.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.ParameterInfo;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The parameters of a step's record as options of a command. */
final class SpecOptions {
    private final List<ParameterInfo> parameters;

    SpecOptions(Class<? extends Record> type) {
        this.parameters = ParameterInfo.of(type);
    }

    List<OptionSpec> all() {
        return parameters.stream().map(SpecOptions::option).toList();
    }

    private static OptionSpec option(ParameterInfo parameter) {
        OptionSpec.Builder option = OptionSpec.builder(name(parameter)).description(description(parameter));
        if (parameter.rawType() == Map.class) {
            return option.type(Map.class)
                    .auxiliaryTypes(String.class, String.class)
                    .arity("1")
                    .paramLabel("NAME=VALUE")
                    .build();
        }
        if (parameter.rawType() == List.class) {
            return option.type(List.class)
                    .auxiliaryTypes(String.class)
                    .arity("1")
                    .paramLabel(isText(parameter) ? "VALUE" : "JSON")
                    .build();
        }
        if (parameter.rawType() == boolean.class) {
            return option.type(String.class).arity("0..1").fallbackValue("true").paramLabel("true|false").build();
        }
        return option.type(String.class).paramLabel(label(parameter)).build();
    }

    /** {@code timeoutMinutes} becomes {@code --timeout-minutes}. */
    static String name(ParameterInfo parameter) {
        return "--" + parameter.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String label(ParameterInfo parameter) {
        if (!parameter.allowed().isEmpty()) {
            return String.join("|", parameter.allowed());
        }
        return parameter.rawType() == String.class ? "TEXT" : "NUMBER";
    }

    /** Percent signs and references are picocli's; what may be repeated, left out or must be given is said in words. */
    private static String description(ParameterInfo parameter) {
        String more = parameter.required()
                ? " Required."
                : parameter.defaultValue().isEmpty() ? "" : " Default: " + parameter.defaultValue() + ".";
        boolean many = parameter.rawType() == List.class || parameter.rawType() == Map.class;
        String nested = many && parameter.rawType() == List.class && !isText(parameter)
                ? parameter.elementType() == Object.class
                        ? " Each a JSON object, or a file with a list of them."
                        : " Each a JSON object with its type, or a file with a list of them."
                : "";
        String json = parameter.rawType() == Map.class && parameter.elementType() != String.class
                ? " A VALUE that is JSON is read as such: 16 is a number, \"16\" text."
                : "";
        return (parameter.doc() + more + nested + json + (many ? " May be repeated." : "")).replace("%", "%%").replace("${", "$${");
    }

    private static boolean isText(ParameterInfo list) {
        return list.elementType() == String.class;
    }

    /**
     * What somebody typed, as the binder wants it.
     *
     * @throws SpecException naming the option whose JSON cannot be read
     */
    Map<String, Object> given(ParseResult parsed) throws IOException {
        Map<String, Object> given = new LinkedHashMap<>();
        for (ParameterInfo parameter : parameters) {
            String option = name(parameter);
            if (parsed.hasMatchedOption(option)) {
                given.put(parameter.name(), value(parameter, option, parsed));
            }
        }
        return given;
    }

    private static Object value(ParameterInfo parameter, String option, ParseResult parsed) throws IOException {
        if (parameter.rawType() == Map.class) {
            Map<String, String> typed = parsed.matchedOptionValue(option, Map.of());
            return parameter.elementType() == String.class
                    ? typed
                    : typed.entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey,
                                    entry -> jsonOrText(entry.getValue()),
                                    (a, b) -> b,
                                    LinkedHashMap::new));
        }
        if (parameter.rawType() == List.class && !isText(parameter)) {
            List<Object> objects = new ArrayList<>();
            for (String typed : parsed.<List<String>>matchedOptionValue(option, List.of())) {
                objects.addAll(objects(option, typed));
            }
            return objects;
        }
        return parsed.matchedOptionValue(option, (Object) null);
    }

    /** What the text is as JSON, so that text in quotes is text whatever it looks like; the text itself where it is no JSON. */
    private static Object jsonOrText(String text) {
        try {
            Object value = Json.parse(text, Object.class);
            return value == null ? text : value;
        } catch (IOException e) {
            return text;
        }
    }

    private static List<Object> objects(String option, String typed) throws IOException {
        boolean inline = typed.stripLeading().startsWith("{") || typed.stripLeading().startsWith("[");
        if (!inline && !Files.exists(Path.of(typed))) {
            throw new SpecException(option + ": '" + typed + "' is neither a JSON object nor a file");
        }
        String json = inline ? typed : InputFile.text(option, Path.of(typed));
        try {
            return json.stripLeading().startsWith("[")
                    ? Json.parse(json, new TypeReference<List<Object>>() {})
                    : List.of(Json.parse(json, new TypeReference<Map<String, Object>>() {}));
        } catch (JsonProcessingException e) {
            throw new SpecException(
                    option + ": " + (inline ? "'" + typed + "'" : typed) + " is not JSON: " + IoFailure.sentence(e), e);
        }
    }
}
