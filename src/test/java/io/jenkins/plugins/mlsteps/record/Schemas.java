package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The JSON Schemas of {@code src/main/resources/schema}, and which file under {@code ml/} must be valid against which. */
public final class Schemas {
    private static final String BASE = "https://plugins.jenkins.io/ml-pipeline-steps/schema/";
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(
            SpecVersion.VersionFlag.V202012,
            builder -> builder.schemaMappers(mappers -> mappers.mapPrefix(BASE, "classpath:schema/")));
    private static final SchemaValidatorsConfig CONFIG =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    /** Glob under {@code ml/} → schema. */
    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("build.json", "build"),
            Map.entry("train/*/record.json", "train-record"),
            Map.entry("train/*/model.json", "model-card"),
            Map.entry("train/*/model/signature.json", "model-signature"),
            Map.entry("tune/*/study.json", "study"),
            Map.entry("tune/*/earlier/*/study.json", "study"),
            Map.entry("tune/*/insight.json", "insight"),
            Map.entry("gate/*/verdict.json", "verdict"),
            Map.entry("gate/*/verdict.dsse.json", "verdict-envelope"),
            Map.entry("deploy/*/*/deployment.json", "deployment"));

    private static final Map<String, String> LINES = Map.of(
            "train/*/metrics.jsonl", "metric-point",
            "tune/*/trials/*/metrics.jsonl", "metric-point",
            "tune/*/earlier/*/trials.jsonl", "trial",
            "tune/*/trials.jsonl", "trial");

    private Schemas() {}

    static JsonSchema named(String name) {
        return FACTORY.getSchema(SchemaLocation.of(BASE + name + ".schema.json"), CONFIG);
    }

    /** What is wrong with a text by a schema; empty when it is valid. */
    public static List<String> problems(String schema, String json) {
        return named(schema).validate(json, InputFormat.JSON).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /**
     * Checks every JSON file under {@code ml/}.
     *
     * @return the problems, each with its file; a JSON file that no schema describes is a problem too, but for what a model
     *     directory or the output of a trial brings along
     */
    public static List<String> problems(Path ml) throws IOException {
        List<String> problems = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ml)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                Path relative = ml.relativize(file);
                schema(relative, FILES).ifPresent(it -> check(it, read(file), relative.toString(), problems));
                schema(relative, LINES).ifPresent(it -> read(file)
                        .lines()
                        .forEach(line -> check(it, line, relative + ": " + line, problems)));
                if (relative.endsWith("verdict.dsse.json")) {
                    check("verdict-statement", statement(file), relative + " payload", problems);
                }
                if (isOurs(relative)
                        && schema(relative, FILES).isEmpty()
                        && schema(relative, LINES).isEmpty()) {
                    problems.add(relative + ": no schema describes it");
                }
            }
        }
        return problems;
    }

    /** Which of the described files are there, as their globs. */
    public static List<String> described(Path ml) throws IOException {
        try (Stream<Path> files = Files.walk(ml)) {
            List<Path> present = files.filter(Files::isRegularFile).map(ml::relativize).toList();
            return Stream.concat(FILES.keySet().stream(), LINES.keySet().stream())
                    .filter(glob -> present.stream().anyMatch(file -> matches(file, glob)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isOurs(Path relative) {
        String name = relative.getFileName().toString();
        boolean json = name.endsWith(".json") || name.endsWith(".jsonl");
        return json && !matches(relative, "train/*/model/**") && !matches(relative, "tune/*/trials/*/output/**");
    }

    private static Optional<String> schema(Path relative, Map<String, String> globs) {
        return globs.entrySet().stream()
                .filter(it -> matches(relative, it.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean matches(Path relative, String glob) {
        return relative.getFileSystem().getPathMatcher("glob:" + glob).matches(relative);
    }

    private static void check(String schema, String json, String where, List<String> problems) {
        problems(schema, json).forEach(problem -> problems.add(where + ": " + problem));
    }

    private static String statement(Path envelope) throws IOException {
        JsonNode payload = Json.tree(envelope).path("payload");
        return new String(Base64.getDecoder().decode(payload.asText()), StandardCharsets.UTF_8);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
