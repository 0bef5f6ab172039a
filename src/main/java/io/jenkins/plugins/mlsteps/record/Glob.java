package io.jenkins.plugins.mlsteps.record;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A pattern of relative paths with slashes, the same on every operating system: {@code *} and {@code ?} stand for characters of one
 * name, {@code [a-c]} and {@code [!a-c]} for one of them, {@code {a,b}} for either, {@code **} crosses directories too, and with a slash
 * after it stands for any number of directories, also none. After a backslash a character stands for itself; {@code ./} before
 * a pattern means nothing.
 */
public final class Glob {
    private final Pattern paths;

    private Glob(Pattern paths) {
        this.paths = paths;
    }

    /** @throws IllegalArgumentException when a bracket or a brace is not closed, a range runs backwards, or nothing follows a backslash */
    public static Glob of(String pattern) {
        return new Glob(new Translation(pattern.replaceFirst("^(\\./+)+", "")).result());
    }

    /**
     * The pattern with slashes, as it may be written for a directory of Windows: there a backslash separates names too, and only before
     * one of {@code []{}!,-} it lets the character stand for itself, for no name holds {@code *} or {@code ?}.
     *
     * @param root the directory that the pattern is relative to
     * @return the pattern itself where backslashes separate nothing
     */
    public static String withSlashes(String pattern, Path root) {
        boolean backslashes = root.getFileSystem().getSeparator().equals("\\");
        return backslashes ? pattern.replaceAll("\\\\+(?![\\[\\]{}!,-])", "/") : pattern;
    }

    /** @param path relative, with slashes */
    public boolean matches(String path) {
        return paths.matcher(path).matches();
    }

    /** Makes a regular expression of a pattern, from left to right. */
    private static final class Translation {
        private final String pattern;
        private final StringBuilder regex = new StringBuilder();
        private int next;
        private int openBraces;

        private Translation(String pattern) {
            this.pattern = pattern;
        }

        private Pattern result() {
            while (next < pattern.length()) {
                translate(pattern.charAt(next++));
            }
            if (openBraces > 0) {
                throw malformed("a '{' without its '}'");
            }
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        }

        private void translate(char c) {
            if (c == '*') {
                stars();
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[') {
                bracket();
            } else if (c == '{') {
                regex.append("(?:");
                openBraces++;
            } else if (c == ',' && openBraces > 0) {
                regex.append('|');
            } else if (c == '}' && openBraces > 0) {
                regex.append(')');
                openBraces--;
            } else {
                literal(c == '\\' ? escaped() : c);
            }
        }

        private void stars() {
            if (!isNext('*')) {
                regex.append("[^/]*");
                return;
            }
            while (isNext('*')) {
                next++;
            }
            if (isNext('/')) {
                next++;
                // No directory at all only where a name begins: a**/b is not ab.
                regex.append("(?:.*/|(?<![^/]))");
            } else {
                regex.append(".*");
            }
        }

        /** Never stands for a slash; a bracket that would close it at once belongs to what it holds. */
        private void bracket() {
            regex.append("(?!/)[");
            if (isNext('!')) {
                next++;
                regex.append('^');
            }
            do {
                members();
            } while (!isNext(']'));
            next++;
            regex.append(']');
        }

        private void members() {
            char first = member();
            literal(first);
            if (isNext('-') && !pattern.startsWith("-]", next)) {
                next++;
                char last = member();
                if (last < first) {
                    throw malformed("the range '" + first + "-" + last + "', which runs backwards");
                }
                regex.append('-');
                literal(last);
            }
        }

        private char member() {
            if (next == pattern.length()) {
                throw malformed("a '[' without its ']'");
            }
            char c = pattern.charAt(next++);
            return c == '\\' ? escaped() : c;
        }

        private char escaped() {
            if (next == pattern.length()) {
                throw malformed("nothing after its last backslash");
            }
            return pattern.charAt(next++);
        }

        private boolean isNext(char c) {
            return next < pattern.length() && pattern.charAt(next) == c;
        }

        private void literal(char c) {
            // Before a letter or digit a backslash would give it a meaning, and half a character beyond ASCII must not stand alone.
            regex.append(c < 128 && !Character.isLetterOrDigit(c) ? "\\" : "").append(c);
        }

        private IllegalArgumentException malformed(String what) {
            return new IllegalArgumentException("the pattern '" + pattern + "' has " + what);
        }
    }
}
