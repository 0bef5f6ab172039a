package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.deploy.promotion.ApprovalDesk;
import io.jenkins.plugins.mlsteps.gate.attestation.SigningKeys;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.DeploySpec;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * One of the steps this plugin adds, as a host that runs it needs to know it.
 *
 * @param spec what an author may write
 * @param name of the model, study, gate or endpoint
 * @param record path under {@code ml/} of the record it leaves
 */
public record StepKind<S extends Record>(
        Class<S> spec, Function<S, String> name, Function<S, String> record, Factory<S> factory) {
    /** Makes the machine of one call. */
    @FunctionalInterface
    public interface Factory<S extends Record> {
        StepMachine<?, ?> machine(S spec, Surroundings around);
    }

    /**
     * What a machine works with.
     *
     * @param hasBody whether the author gave the step a body
     * @param desk how people are asked about promotions
     * @param keys that sign verdicts and whose verdicts count
     */
    public record Surroundings(Host host, boolean hasBody, Bodies bodies, ApprovalDesk desk, SigningKeys keys) {}

    public static final List<StepKind<?>> ALL = List.of(
            new StepKind<>(
                    TrainSpec.class,
                    TrainSpec::name,
                    spec -> "train/" + spec.name() + "/record.json",
                    (spec, around) -> new TrainStep(around.host(), spec, around.hasBody(), around.bodies())),
            new StepKind<>(
                    TuneSpec.class,
                    TuneSpec::name,
                    spec -> "tune/" + spec.name() + "/study.json",
                    (spec, around) -> spec.engine().equals("katib")
                            ? new KatibStep(around.host(), spec, around.hasBody())
                            : new TuneStep(around.host(), spec, around.hasBody(), around.bodies())),
            new StepKind<>(
                    GateSpec.class,
                    GateSpec::name,
                    spec -> "gate/" + spec.name() + "/verdict.json",
                    (spec, around) -> new GateStep(around.host(), spec, around.keys())),
            new StepKind<>(
                    DeploySpec.class,
                    DeploySpec::name,
                    spec -> "deploy/" + spec.environment() + "/" + spec.name() + "/deployment.json",
                    (spec, around) -> new DeployStep(around.host(), spec, around.desk(), around.keys(), (Path) null)));

    /** The kind of step that takes this spec; empty when none does. */
    @SuppressWarnings("unchecked") // a kind's spec is of the class it is found by
    public static <S extends Record> Optional<StepKind<S>> of(Class<S> spec) {
        return ALL.stream()
                .filter(kind -> kind.spec() == spec)
                .map(kind -> (StepKind<S>) kind)
                .findFirst();
    }

    /** The word by which an author calls it. */
    public String word() {
        return Binder.wordOf(spec);
    }
}
