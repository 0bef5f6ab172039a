package io.jenkins.plugins.mlsteps.spec;

import java.io.Serializable;

/** What an author says with {@code trainModel}. */
@Word(value = "trainModel", doc = "Train a model and record its metrics, digest and lineage.")
public record TrainSpec(
        @Parameter(value = "Name of the model; its records are under ml/train/<name>.", required = true) String name,
        @Parameter(value = "Seed, seen by the training as ML_SEED.", defaultValue = "0") long seed,
        @Embedded Training training)
        implements Serializable {
    public TrainSpec {
        Names.check("name", name);
    }
}
