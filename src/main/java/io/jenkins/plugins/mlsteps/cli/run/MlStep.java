package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.steps.Bodies;
import io.jenkins.plugins.mlsteps.steps.GateStep;
import io.jenkins.plugins.mlsteps.steps.StepMachine;
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
        StepMachine<?, ?> machine(Host host, S spec, boolean hasBody, Bodies bodies);
    }

    static final List<MlStep<?>> ALL = List.of(new MlStep<>(
            GateSpec.class,
            GateSpec::name,
            spec -> "gate/" + spec.name() + "/verdict.json",
            (host, spec, hasBody, bodies) -> new GateStep(host, spec)));
}
