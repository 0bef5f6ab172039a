package io.jenkins.plugins.mlsteps.jenkins.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What differs between the {@code ml/} of two builds of the same Jenkinsfile, but for times and hosts. Each difference names the file
 * and the key.
 */
final class RecordDifferences {
    /** Keys whose values say when, where or by whom. */
    private static final Set<String> TIMES_AND_HOSTS = Set.of(
            "time", "start", "end", "seconds", "train_seconds", "data_age_hours", "url", "by", "job", "number", "builder", "tool",
            "id", "scratch", "revision", "training record", "source", "keyid", "sig", "created", "host", "trialHours");

    /** Jenkins keeps the stages of its builds itself; a page is for people. */
    private static final Set<String> OTHERWISE = Set.of("build.json", "report.html");

    private final Path left;
    private final Path right;
    private final List<String> found = new ArrayList<>();

    private RecordDifferences(Path left, Path right) {
        this.left = left;
        this.right = right;
    }

    /**
     * @param left directory {@code ml} of one build
     * @param right of the other
     */
    static List<String> between(Path left, Path right) throws IOException {
        RecordDifferences differences = new RecordDifferences(left, right);
        differences.compare();
        return differences.found;
    }

    private void compare() throws IOException {
        Set<String> files = new TreeSet<>(files(left));
        Set<String> others = new TreeSet<>(files(right));
        files.stream().filter(file -> !others.contains(file)).forEach(file -> found.add(file + " is missing in the second"));
        others.stream().filter(file -> !files.contains(file)).forEach(file -> found.add(file + " is missing in the first"));
        files.retainAll(others);
        for (String file : files) {
            compare(file);
        }
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).map(file -> root.relativize(file).toString())
                    .filter(file -> !OTHERWISE.contains(file))
                    .toList();
        }
    }

    private void compare(String file) throws IOException {
        if (file.endsWith(".json")) {
            compare(file, Json.tree(left.resolve(file)), Json.tree(right.resolve(file)));
        } else if (file.endsWith(".jsonl")) {
            compare(file, lines(left.resolve(file)), lines(right.resolve(file)));
        } else if (file.endsWith(".xml") || file.endsWith(".md")) {
            compareTexts(file, Files.readString(left.resolve(file)), Files.readString(right.resolve(file)));
        } else if (Files.mismatch(left.resolve(file), right.resolve(file)) >= 0) {
            found.add(file + " differs from byte " + Files.mismatch(left.resolve(file), right.resolve(file)));
        }
    }

    private void compareTexts(String where, String one, String other) {
        if (!general(one).equals(general(other))) {
            found.add(where + ": " + one + " in the first, " + other + " in the second");
        }
    }

    /** Without what says when, where, or in which run. */
    private static String general(String text) {
        return text.replaceAll("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z", "then")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "here")
                .replaceAll("(\\.mlsteps/runs/\\w+/[\\w-]+)/[\\w-]+", "$1/run");
    }

    private static ArrayNode lines(Path file) throws IOException {
        ArrayNode lines = ((ArrayNode) Json.parse("[]", JsonNode.class));
        for (String line : Files.readAllLines(file)) {
            lines.add(Json.parse(line, JsonNode.class));
        }
        return lines;
    }

    private void compare(String where, JsonNode one, JsonNode other) throws IOException {
        if (one instanceof ObjectNode && other instanceof ObjectNode) {
            Set<String> keys = new TreeSet<>();
            one.fieldNames().forEachRemaining(keys::add);
            other.fieldNames().forEachRemaining(keys::add);
            keys.removeAll(TIMES_AND_HOSTS);
            for (String key : keys) {
                compareField(where + " " + key, key, orNull(one.get(key)), orNull(other.get(key)));
            }
        } else if (one instanceof ArrayNode && other instanceof ArrayNode && one.size() == other.size()) {
            for (int i = 0; i < one.size(); i++) {
                compare(where + "[" + i + "]", one.get(i), other.get(i));
            }
        } else if (one.isTextual() && other.isTextual()) {
            compareTexts(where, one.asText(), other.asText());
        } else if (!one.equals(other)) {
            found.add(where + ": " + one + " in the first, " + other + " in the second");
        }
    }

    private static JsonNode orNull(JsonNode node) {
        return node == null ? NullNode.getInstance() : node;
    }

    private void compareField(String where, String key, JsonNode one, JsonNode other) throws IOException {
        boolean envelope = key.equals("payload") && one.isTextual() && other.isTextual();
        compare(where, envelope ? decoded(one) : one, envelope ? decoded(other) : other);
    }

    private static JsonNode decoded(JsonNode payload) throws IOException {
        return Json.parse(new String(Base64.getDecoder().decode(payload.asText()), StandardCharsets.UTF_8), JsonNode.class);
    }
}
