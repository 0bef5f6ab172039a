package io.jenkins.plugins.mlsteps.spec;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the valid name an author most probably meant. */
public final class NearestName {
    private NearestName() {}

    /** The valid name with the smallest edit distance to {@code given}, unless even that one is too far to be a typing error. */
    public static Optional<String> of(String given, Collection<String> valid) {
        return valid.stream()
                .min(Comparator.comparingInt((String name) -> distance(given, name))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(name -> distance(given, name) <= Math.max(2, given.length() / 2));
    }

    /** {@code "; did you mean 'x'?"}, or nothing when no valid name is near. */
    public static String hint(String given, Collection<String> valid) {
        return of(given, valid).map(name -> "; did you mean '" + name + "'?").orElse("");
    }

    /** {@code "; did you mean 'x'? (allowed: x, y)"}, in the order of the valid names. */
    public static String among(String given, Collection<String> valid) {
        return hint(given, valid) + " (allowed: " + String.join(", ", valid) + ")";
    }

    /** {@code " (defined: x, y)"}: what an administrator defined. */
    public static String defined(Collection<String> names) {
        return " (defined: " + (names.isEmpty() ? "none" : String.join(", ", names)) + ")";
    }

    /** Levenshtein distance, ignoring case. */
    private static int distance(String left, String right) {
        String a = left.toLowerCase(Locale.ROOT);
        String b = right.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
