package io.jenkins.plugins.mlsteps.spec;

import java.io.Serializable;
import java.util.List;

/** What an author says with {@code tuneHyperparams}. */
@Word(value = "tuneHyperparams", doc = "Search for the parameters that make a model best.")
public record TuneSpec(
        @Parameter(value = "Name of the study; its records are under ml/tune/<name>.", required = true) String name,
        @Parameter(value = "Metric to optimize, as the training reports it.", required = true) String objective,
        @Parameter(
                        value = "Whether larger or smaller objective values are better.",
                        required = true,
                        allowed = {"maximize", "minimize"})
                String direction,
        @Parameter("What to vary: uniform, logUniform, intRange, choice. May be left out with 'target': the built-in"
                        + " trainer has its own space.")
                List<Dimension> space,
        @Parameter(
                        value = "How the next trial is chosen.",
                        defaultValue = "tpe",
                        allowed = {"random", "grid", "tpe"})
                String algorithm,
        @Parameter(value = "Number of trials.", defaultValue = "20", min = 1, max = 1_000_000) int trials,
        @Parameter(value = "Trials that run at the same time.", defaultValue = "1", min = 1, max = 1000) int parallel,
        @Parameter(
                        value = "Stops trials that look bad while they run.",
                        defaultValue = "none",
                        allowed = {"none", "median"})
                String pruner,
        @Parameter(value = "Seed of the search; trial n sees ML_SEED = seed + n.", defaultValue = "0") long seed,
        @Embedded Training training)
        implements Serializable {
    public TuneSpec {
        Names.check("name", name);
        if (!space.isEmpty()) {
            new SearchSpace(space);
        } else if (training.target() == null) {
            throw new SpecException("parameter 'space' is required: give at least one dimension");
        }
    }

    public boolean maximizes() {
        return direction.equals("maximize");
    }
}
