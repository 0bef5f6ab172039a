package io.jenkins.plugins.mlsteps.spec;

import java.util.Optional;

/** Why somebody wanted something: the promotion log keeps these words for ever and shows them on a page. */
public final class Reason {
    /** In characters: some paragraphs. */
    public static final int LONGEST = 2000;

    private Reason() {}

    /** Why these words, which may be null, are none; empty when they are. */
    public static Optional<String> problem(String words) {
        return words == null || words.length() <= LONGEST
                ? Optional.empty()
                : Optional.of("a reason has at most " + LONGEST + " characters, this one has " + words.length());
    }

    /** The words, or their beginning where they are longer than a reason may be; for what a program or a file says. */
    public static String cut(String words) {
        return words == null || words.length() <= LONGEST ? words : words.substring(0, LONGEST - 1) + "…";
    }

    /** @throws SpecException when the words are no reason */
    static void check(String parameter, String words) {
        problem(words).ifPresent(problem -> {
            throw new SpecException("parameter '" + parameter + "': " + problem);
        });
    }
}
