package io.jenkins.plugins.mlsteps.automl.table;

import java.util.List;

/** Cells and names in messages: a field may be a million characters long, a message may not. */
final class Shown {
    private static final int LONGEST = 60;
    private static final int MOST = 12;

    private Shown() {}

    static String of(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.length() <= LONGEST
                ? line
                : line.substring(0, LONGEST) + "… (" + text.length() + " characters)";
    }

    static String of(List<String> names) {
        String first = String.join(", ", names.stream().limit(MOST).map(Shown::of).toList());
        return names.size() <= MOST ? first : first + " and " + (names.size() - MOST) + " more";
    }
}
