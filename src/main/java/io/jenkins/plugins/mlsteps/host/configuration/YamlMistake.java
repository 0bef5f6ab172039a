package io.jenkins.plugins.mlsteps.host.configuration;

import com.fasterxml.jackson.core.JacksonException;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What is wrong with a text that is no YAML, and in which line. */
final class YamlMistake {
    private static final Pattern PLACE = Pattern.compile("(?m)^ in .*, line (\\d+), column \\d+");

    private YamlMistake() {}

    /**
     * As {@code :LINE: what is wrong}. The parser says first what it was doing, then the mistake, and after each of them, indented,
     * the place.
     */
    static String of(JacksonException e) {
        List<String> sentences = e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith(" "))
                .toList();
        return line(e) + ": " + (sentences.isEmpty() ? "cannot be read" : sentences.get(sentences.size() - 1));
    }

    private static String line(JacksonException e) {
        List<MatchResult> places = PLACE.matcher(e.getOriginalMessage()).results().toList();
        if (!places.isEmpty()) {
            return ":" + places.get(places.size() - 1).group(1);
        }
        return e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
    }
}
