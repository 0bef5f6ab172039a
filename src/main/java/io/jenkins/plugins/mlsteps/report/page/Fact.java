package io.jenkins.plugins.mlsteps.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A value with its name.
 *
 * @param full the whole value where {@code value} is shortened; null otherwise
 * @param code whether it is something a machine reads: a digest, a path, a command
 */
public record Fact(String name, String value, String full, boolean code) {
    /** Null without a value. */
    public static Fact words(String name, String value) {
        return value == null ? null : new Fact(name, value, null, false);
    }

    static Fact code(String name, String value) {
        return value == null ? null : new Fact(name, value, null, true);
    }

    static Fact digest(String name, String digest) {
        return digest == null
                ? null
                : new Fact(name, io.jenkins.plugins.mlsteps.report.wording.Wording.shortDigest(digest), digest, true);
    }

    /** The facts that are known. */
    static List<Fact> known(Fact... facts) {
        List<Fact> known = new ArrayList<>();
        for (Fact fact : facts) {
            if (Objects.nonNull(fact)) {
                known.add(fact);
            }
        }
        return known;
    }
}
