package io.jenkins.plugins.mlsteps.automl;

import io.jenkins.plugins.mlsteps.automl.search.Contender;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints a metric line for each candidate. */
final class Progress implements Consumer<Contender> {
    private final PrintStream out;
    private int candidates;
    private double best = Double.POSITIVE_INFINITY;

    Progress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void accept(Contender contender) {
        candidates++;
        best = Math.min(best, contender.score());
        out.println(String.format(
                Locale.ROOT,
                "step=%d candidate_%s=%.5f best_%s=%.5f  (%s %s, %.1f s)",
                candidates,
                contender.objective(),
                contender.score(),
                contender.objective(),
                best,
                contender.family().word(),
                contender.params(),
                contender.seconds()));
        out.flush();
    }
}
