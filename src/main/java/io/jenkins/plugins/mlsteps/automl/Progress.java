package io.jenkins.plugins.mlsteps.automl;

import io.jenkins.plugins.mlsteps.automl.search.Contender;
import io.jenkins.plugins.mlsteps.record.Rounded;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

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
                "step=%d candidate_%s=%.5f best_%s=%.5f  (%s, %.1f s)",
                candidates,
                contender.objective(),
                contender.score(),
                contender.objective(),
                best,
                describe(contender),
                contender.seconds()));
        out.flush();
    }

    /** Without {@code =}, which would make metrics of the parameters. */
    static String describe(Contender contender) {
        String params = contender.params().entrySet().stream()
                .map(entry -> entry.getKey() + ' ' + shown(entry.getValue()))
                .collect(Collectors.joining(", "));
        return contender.family().word() + (params.isEmpty() ? " with its defaults" : ": " + params);
    }

    private static String shown(Object value) {
        return value instanceof Double number ? Rounded.to(4, number) : String.valueOf(value);
    }
}
