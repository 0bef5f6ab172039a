package io.jenkins.plugins.mlsteps.gate.rule;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a rule may speak of.
 *
 * @param metrics by name; values may be NaN or infinite, which fails the rule that meets them
 * @param baseline the baseline's metrics; empty when there is no baseline
 * @param slices metrics of each slice, by {@code column=value}
 * @param overall the model's metrics over all rows: the same as {@code metrics}, but where a rule is judged within a slice
 */
public record Vocabulary(
        Map<String, Double> metrics,
        Map<String, Double> baseline,
        Map<String, Map<String, Double>> slices,
        Map<String, Double> overall) {
    static final String METRICS = "metrics";
    static final String BASELINE = "baseline";
    static final String SLICES = "slices";
    static final String OVERALL = "overall";

    private static final Pattern IDENTIFIER = Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*");
    private static final Set<String> TAKEN = Set.of(
            METRICS, BASELINE, SLICES, OVERALL, "true", "false", "null", "in", "as", "break", "const", "continue", "else",
            "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while",
            "int", "uint", "double", "bool", "string", "bytes", "list", "map", "type", "null_type", "math", "dyn");

    public Vocabulary(Map<String, Double> metrics, Map<String, Double> baseline) {
        this(metrics, baseline, Map.of(), metrics);
    }

    /** Whether a metric can be written as it is; others are written {@code metrics['val/auc']}. */
    static boolean isPlain(String metric) {
        return IDENTIFIER.matcher(metric).matches() && !TAKEN.contains(metric);
    }

    /** How an author writes a metric. */
    static String written(String metric) {
        return isPlain(metric) ? metric : METRICS + "['" + metric + "']";
    }
}
