package io.jenkins.plugins.mlsteps.metrics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A printed Python dictionary, as the Hugging Face trainer logs its metrics: JSON but for its words for NaN, infinity and
 * truth. Single quotes are left to the JSON parser.
 */
final class PythonDictionary {
    private static final Map<String, String> WORDS = Map.of(
            "nan", "NaN", "inf", "Infinity", "True", "true", "False", "false", "None", "null");

    private PythonDictionary() {}

    static byte[] toJson(byte[] bytes, int from, int to) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(to - from + 16);
        int at = from;
        while (at < to) {
            int end = bytes[at] == '\'' || bytes[at] == '"' ? afterText(bytes, at, to) : afterWord(bytes, at, to);
            if (end == at) {
                json.write(bytes[at++]);
            } else {
                String word = new String(bytes, at, end - at, StandardCharsets.UTF_8);
                json.writeBytes(WORDS.getOrDefault(word, word).getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
        return json.toByteArray();
    }

    private static int afterText(byte[] bytes, int from, int to) {
        int at = from + 1;
        while (at < to && bytes[at] != bytes[from]) {
            at += bytes[at] == '\\' ? 2 : 1;
        }
        return Math.min(at + 1, to);
    }

    private static int afterWord(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && Character.isLetter(bytes[at])) {
            at++;
        }
        return at;
    }
}
