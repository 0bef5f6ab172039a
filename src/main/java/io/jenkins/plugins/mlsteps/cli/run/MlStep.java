package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.steps.DeployStep;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.steps.Bodies;
import io.jenkins.plugins.mlsteps.steps.GateStep;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.steps.StepMachine;
import io.jenkins.plugins.mlsteps.steps.TrainStep;
import io.jenkins.plugins.mlsteps.steps.TuneStep;
import java.util.List;
import java.util.function.Function;

/**
 * One of the steps this plugin adds, as the runner needs to know it.
 *
 * @param spec what an author may write
 * @param name of the model, study, gate or endpoint
 * @param record path under {@code ml/} of the record it leaves
 */
record MlStep<S extends Record>(
        Class<S> spec, Function<S, String> name, Function<S, String> record, Factory<S> factory) {
    /** Makes the machine of one call. */
    @FunctionalInterface
    interface Factory<S extends Record> {
        StepMachine<?, ?> machine(S spec, Surroundings around);
    }

    /**
     * What a machine works with.
     *
     * @param hasBody whether the author gave the step a body
     * @param desk how people are asked about promotions
     */
    record Surroundings(Host host, boolean hasBody, Bodies bodies, ApprovalDesk desk) {}

    static final List<MlStep<?>> ALL = List.of(
            new MlStep<>(
                    TrainSpec.class,
                    TrainSpec::name,
                    spec -> "train/" + spec.name() + "/record.json",
                    (spec, around) -> new TrainStep(around.host(), spec, around.hasBody(), around.bodies())),
            new MlStep<>(
                    TuneSpec.class,
                    TuneSpec::name,
                    spec -> "tune/" + spec.name() + "/study.json",
                    (spec, around) -> new TuneStep(around.host(), spec, around.hasBody(), around.bodies())),
            new MlStep<>(
                    GateSpec.class,
                    GateSpec::name,
                    spec -> "gate/" + spec.name() + "/verdict.json",
                    (spec, around) -> new GateStep(around.host(), spec)),
            new MlStep<>(
                    DeploySpec.class,
                    DeploySpec::name,
                    spec -> "deploy/" + spec.environment() + "/" + spec.name() + "/deployment.json",
                    (spec, around) -> new DeployStep(around.host(), spec, around.desk())));
}
