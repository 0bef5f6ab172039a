package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.tune.pruner.Curve;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The intermediate values of running trials, in the journal before long. */
final class LiveReports {
    /** A trial is written down again as its curve grows by a tenth, so that the file stays linear in the number of reports. */
    private static final double GROWTH = 1.1;

    private final Ledger ledger;
    private final TrialJournal journal;
    private final Map<Integer, Integer> saved = new HashMap<>();

    LiveReports(Ledger ledger, TrialJournal journal) {
        this.ledger = ledger;
        this.journal = journal;
    }

    /** Takes in a value of the objective, and returns all of the trial. */
    Curve put(Trial trial, long step, double value) throws IOException {
        Curve curve = ledger.curve(trial.number());
        curve.put(step, ledger.sign(0) * value);
        if (curve.size() > GROWTH * saved(trial)) {
            save(trial, curve);
        }
        return curve;
    }

    /** Writes down what a running trial reported since it was written down. */
    void save(Trial trial) throws IOException {
        Curve curve = ledger.curve(trial.number());
        if (curve.size() > saved(trial)) {
            save(trial, curve);
        }
    }

    private void save(Trial trial, Curve curve) throws IOException {
        journal.append(Trials.withReports(trial, curve, ledger.sign(0)));
        saved.put(trial.number(), curve.size());
    }

    private int saved(Trial trial) {
        return saved.getOrDefault(trial.number(), 0);
    }
}
