package io.jenkins.plugins.mlsteps.gate.measure;

import java.util.regex.Pattern;

/** The names of what the gate measures, from one kind of predictions or another. */
public final class MetricNames {
    private static final Pattern SHARES = Pattern.compile("accuracy|balanced_accuracy|(precision|recall|f1)(_macro|_micro|_weighted)?"
            + "|specificity|fpr|fnr|selection_rate|prevalence|auc|average_precision|ece|top_\\d+_accuracy|ndcg(_\\d+)?|mrr");

    private static final Pattern OTHERS =
            Pattern.compile(Measures.ROWS + "|log_loss|brier|mcc|kappa|mse|rmse|mae|mape|r2|pinball_.+");

    private MetricNames() {}

    /** Whether the gate measures it itself where predictions define it. */
    public static boolean isMeasured(String metric) {
        return isShare(metric) || OTHERS.matcher(metric).matches();
    }

    /** Whether it lies between 0 and 1. */
    public static boolean isShare(String metric) {
        return SHARES.matcher(metric).matches();
    }
}
