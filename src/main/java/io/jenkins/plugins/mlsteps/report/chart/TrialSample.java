package io.jenkins.plugins.mlsteps.report.chart;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Chooses which trials of a large study are drawn: the best ones, and others evenly over its course. */
final class TrialSample {
    private TrialSample() {}

    /** Complete trials by number, at most {@code limit}. */
    static List<Trial> of(Study study, int limit) {
        List<Trial> complete = study.complete();
        if (complete.size() <= limit) {
            return complete;
        }
        Map<Integer, Trial> chosen = new TreeMap<>();
        study.ranked().stream().limit(limit / 2).forEach(trial -> chosen.put(trial.number(), trial));
        int others = limit - chosen.size();
        for (int i = 0; i < others; i++) {
            Trial trial = complete.get((int) ((long) i * complete.size() / others));
            chosen.put(trial.number(), trial);
        }
        return new ArrayList<>(chosen.values());
    }

    /** Says that not all are drawn; empty when all are. */
    static String note(int drawn, int all) {
        return drawn >= all ? "" : String.format(Locale.ROOT, " Drawn are %,d of %,d: the best, and others evenly.", drawn, all);
    }
}
