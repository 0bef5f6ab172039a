package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.RunFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * File patterns as Ant and Jenkins read them: comma separated, {@code *} within a name, {@code **} over directories, a trailing
 * slash for everything below.
 */
public record AntPatterns(List<Pattern> includes, List<Pattern> excludes) {
    private static final String DEFAULT_EXCLUDES = "**/.git/**,**/.svn/**,**/CVS/**,**/*~,**/.DS_Store";

    /**
     * @param includes everything when null or blank
     * @param excludes nothing when null
     * @param defaults whether version control directories and editor backups are left out
     */
    static AntPatterns of(String includes, String excludes, boolean defaults) {
        String unwanted = (excludes == null ? "" : excludes + ",")
                + (defaults ? DEFAULT_EXCLUDES + "," : "")
                + RunFiles.NAME + "/**";
        return new AntPatterns(parse(includes == null || includes.isBlank() ? "**" : includes), parse(unwanted));
    }

    /** Whether a name, such as a branch's, matches any of the patterns. */
    public static boolean matches(String patterns, String name) {
        return parse(patterns).stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** Matching files, sorted, relative to the directory. */
    List<Path> in(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(directory::relativize)
                    .filter(this::matches)
                    .sorted()
                    .toList();
        }
    }

    private boolean matches(Path file) {
        String name = file.toString().replace('\\', '/');
        return includes.stream().anyMatch(pattern -> pattern.matcher(name).matches())
                && excludes.stream().noneMatch(pattern -> pattern.matcher(name).matches());
    }

    private static List<Pattern> parse(String patterns) {
        return Arrays.stream(patterns.split(","))
                .map(String::strip)
                .filter(pattern -> !pattern.isEmpty())
                .map(AntPatterns::regex)
                .toList();
    }

    private static Pattern regex(String ant) {
        String pattern = ant.endsWith("/") ? ant + "**" : ant;
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (pattern.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (pattern.startsWith("/**", i) && i + 3 == pattern.length()) {
                regex.append("(?:/.*)?");
                i += 2;
            } else if (pattern.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
