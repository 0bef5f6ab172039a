package io.jenkins.plugins.mlsteps.tune.pruner;

import java.util.Collection;

/**
 * Stops a trial that has not improved on its own best value for some reports (Prechelt 1998, "Early Stopping — But When?",
 * criterion UP, without its strips).
 *
 * @param patience reports without improvement that are tolerated
 */
record PatiencePruner(int patience) implements Pruner {
    static final int PATIENCE = 10;

    @Override
    public boolean prunes(Curve trial, Collection<Curve> others) {
        double best = Double.POSITIVE_INFINITY;
        int since = 0;
        for (double value : trial.values().values()) {
            if (value < best) {
                best = value;
                since = 0;
            } else {
                since++;
            }
        }
        return since > patience;
    }
}
