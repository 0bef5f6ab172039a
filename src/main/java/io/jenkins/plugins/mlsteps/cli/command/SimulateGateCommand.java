package io.jenkins.plugins.mlsteps.cli.command;

import io.jenkins.plugins.mlsteps.cli.console.TextTable;
import io.jenkins.plugins.mlsteps.gate.simulation.GateSimulation;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code mlsteps simulate-gate}. */
@Command(
        name = "simulate-gate",
        description = "Send simulated releases through a non-inferiority gate: how many good and bad ones pass?",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false)
public final class SimulateGateCommand implements Callable<Integer> {
    /** How far a rate may be from the one that is stated. */
    private static final double TOLERANCE = 0.01;

    private final Terminal terminal;

    @Option(names = "--metric", paramLabel = "accuracy|auc", description = "Metric that is compared.")
    private String metric = "accuracy";

    @Option(names = "--margin", paramLabel = "LOSS", description = "Largest loss that is acceptable.")
    private double margin = 0.02;

    @Option(names = "--alpha", paramLabel = "RATE", description = "Error rate of the gate.")
    private double alpha = 0.05;

    @Option(names = "--rows", paramLabel = "N", description = "Rows of predictions that each release has.")
    private int rows = 2000;

    @Option(names = "--baseline", paramLabel = "VALUE", description = "The baseline's metric.")
    private double baseline = 0.9;

    @Option(
            names = "--disagreement",
            paramLabel = "SHARE",
            description = "For accuracy: share of the rows that only the baseline gets right.")
    private double disagreement = 0.03;

    @Option(names = "--correlation", paramLabel = "R", description = "For auc: correlation of the two models' scores.")
    private double correlation = 0.8;

    @Option(names = "--releases", paramLabel = "N", description = "How many releases of each kind.")
    private int releases = 2000;

    @Option(names = "--seed", paramLabel = "N", description = "The same one gives the same releases.")
    private long seed = 1;

    public SimulateGateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!Set.of("accuracy", "auc").contains(metric)) {
            throw new SpecException("--metric is '" + metric + "', allowed is accuracy | auc");
        }
        if (rows < 20 || releases < 1 || !(alpha > 0 && alpha <= 0.5) || !(margin > 0)) {
            throw new SpecException("expected are at least 20 --rows, 1 of --releases, an --alpha up to 0.5 and a --margin above 0");
        }
        double likeness = metric.equals("auc") ? correlation : disagreement;
        GateSimulation simulation =
                new GateSimulation(metric, margin, alpha, baseline, likeness, rows, releases, seed);
        try {
            return show(simulation.run(0), simulation.run(-margin));
        } catch (IllegalArgumentException e) {
            throw new SpecException(e.getMessage(), e);
        }
    }

    private int show(GateSimulation.Outcome good, GateSimulation.Outcome bad) {
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "%,d releases each, %,d rows, nonInferior(metric: '%s', margin: %s) at alpha %s: %s",
                        releases, rows, metric, margin, alpha, good.method()));
        TextTable table = new TextTable()
                .row("CANDIDATE", "PASS", "STANDARD ERROR", "STATED")
                .row("as good", percent(good.passed()), percent(good.standardError()), percent(good.power()) + " (power)")
                .row("worse by the margin", percent(bad.passed()), percent(bad.standardError()), percent(alpha) + " (alpha)");
        table.lines().forEach(terminal.out()::println);
        boolean asStated = isNear(good, good.power()) && isNear(bad, alpha);
        terminal.out()
                .println((asStated ? "both are" : "not both are") + " within 1 % of what is stated, as far as "
                        + String.format(Locale.ROOT, "%,d", releases) + " releases can tell");
        return asStated ? ExitStatus.SUCCESS : ExitStatus.FAILED;
    }

    /** Two standard errors of the simulation are allowed besides. */
    private static boolean isNear(GateSimulation.Outcome outcome, double stated) {
        return Math.abs(outcome.passed() - stated) <= TOLERANCE + 2 * outcome.standardError();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
