package io.jenkins.plugins.mlsteps.deploy.promotion;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Full names of jobs, folders included, such as {@code team/churn/main}: {@code *} stands for any characters within one part,
 * {@code **} for any characters, {@code ?} for one.
 */
record JobPatterns(List<String> patterns) {
    /** Whether one of them matches the whole name; a job without a name matches none. */
    boolean match(String job) {
        return job != null && patterns.stream().anyMatch(pattern -> expression(pattern).matcher(job).matches());
    }

    private static Pattern expression(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*' && i + 1 < pattern.length() && pattern.charAt(i + 1) == '*') {
                expression.append(".*");
                i++;
            } else if (c == '*') {
                expression.append("[^/]*");
            } else if (c == '?') {
                expression.append("[^/]");
            } else {
                expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(expression.toString());
    }
}
