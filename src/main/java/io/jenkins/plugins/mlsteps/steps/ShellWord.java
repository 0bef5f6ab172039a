package io.jenkins.plugins.mlsteps.steps;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words of a POSIX shell command. */
final class ShellWord {
    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9_.,:/=@%+-]+");

    private ShellWord() {}

    /** The text as one word, quoted where the shell would read anything into it. */
    static String of(String text) {
        return SAFE.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    static String join(List<String> words) {
        return words.stream().map(ShellWord::of).collect(Collectors.joining(" "));
    }
}
