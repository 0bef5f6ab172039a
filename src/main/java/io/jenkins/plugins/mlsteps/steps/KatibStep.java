package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.Shell;
import io.jenkins.plugins.mlsteps.workload.kubeflow.Experiment;
import io.jenkins.plugins.mlsteps.workload.kubeflow.ExperimentManifest;
import io.jenkins.plugins.mlsteps.workload.kubeflow.Experiments;
import io.jenkins.plugins.mlsteps.workload.kubernetes.OrphanSweep;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.ApiFailure;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets Katib search: writes an Experiment for the study, follows it to its end, and keeps the study's files as if its trials were
 * our own.
 */
public final class KatibStep implements StepMachine<KatibState, TuneResult> {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Host host;
    private final TuneSpec spec;

    /** What the files of the study say. */
    private final TuneSpec shown;

    private final String study;
    private final ComputeProfile profile;
    private String lastProblem;

    /** @throws SpecException when there is no cluster, or the study is one that Katib cannot search */
    public KatibStep(Host host, TuneSpec spec, boolean hasBody) {
        spec.training().requireForm("tuneHyperparams", hasBody);
        SearchCheck.require(spec);
        String compute = spec.training().resources().compute();
        this.host = host;
        this.spec = spec;
        this.shown = host.masking().of(spec, "training");
        this.study = "ml/tune/" + spec.name();
        this.profile = Runners.profile(host, compute);
        if (profile.type() != ComputeProfile.Type.kubernetes) {
            throw new SpecException("tuneHyperparams: engine 'katib' needs a compute profile of type kubernetes; '" + compute
                    + "' is of type " + profile.type());
        }
        manifest(spec.name()).build();
    }

    @Override
    public Class<KatibState> stateType() {
        return KatibState.class;
    }

    @Override
    public KatibState initial() {
        return new KatibState(UUID.randomUUID().toString(), null, false, Map.of(), false);
    }

    @Override
    public Turn<KatibState, TuneResult> advance(KatibState state) throws IOException, InterruptedException {
        if (state.experiment() == null) {
            host.workspace().act(new BeginStudy(study, shown, occupant(state)));
            ClearScratch.of(study, spec.name(), host);
            String id = UUID.randomUUID().toString();
            String name = ExperimentManifest.name(spec.name(), Integer.toString(host.build().number()), id);
            return Turn.again(new KatibState(state.step(), name, false, Map.of(), false), Duration.ZERO);
        }
        try {
            return state.ended() ? leave(state) : state.created() ? follow(state) : create(state);
        } catch (ApiFailure e) {
            if (e.isFinal()) {
                throw e;
            }
            return away(state, e);
        }
    }

    private Turn<KatibState, TuneResult> create(KatibState state) throws IOException {
        Experiments experiments = experiments();
        sweep(experiments).onceInThisProcess(experiments);
        experiments.create(manifest(state.experiment()).build());
        host.log().line(spec.name() + ": Katib searches: Experiment " + state.experiment() + " in namespace " + experiments.namespace());
        return Turn.again(new KatibState(state.step(), state.experiment(), true, state.numbers(), false), Duration.ZERO);
    }

    private Turn<KatibState, TuneResult> follow(KatibState state) throws IOException, InterruptedException {
        Experiment experiment = experiments()
                .read(state.experiment(), spec)
                .orElseThrow(() -> lost("somebody deleted Experiment " + state.experiment() + " while it ran"));
        Map<String, Integer> numbers = experiment.numbered(state.numbers());
        if (numbers.size() > state.numbers().size()) {
            // A trial keeps its number: it is saved before the study hears of it.
            return Turn.again(new KatibState(state.step(), state.experiment(), true, numbers, false), Duration.ZERO);
        }
        AdoptTrials.Answer answer = host.workspace()
                .act(new AdoptTrials(
                        study,
                        shown,
                        host.build().source(),
                        occupant(state),
                        new ArrayList<>(experiment.trials(numbers)),
                        experiment.isFinished()));
        answer.ended().forEach(trial -> host.log().line(TrialRun.line(spec, trial, answer.best())));
        if (!experiment.isFinished()) {
            host.log().progress(spec.name() + ": " + numbers.size() + " trials, Katib searches");
            return Turn.again(state, BETWEEN_LOOKS);
        }
        return finish(state, experiment);
    }

    private Turn<KatibState, TuneResult> finish(KatibState state, Experiment experiment) {
        Optional<String> failure = experiment.failure();
        if (failure.isPresent()) {
            throw lost("Katib says that Experiment " + experiment.name() + " failed: " + failure.get()
                    + " (it is still there to be looked at)");
        }
        experiment.optimalTrial()
                .filter(state.numbers()::containsKey)
                .ifPresent(trial -> host.log().line(spec.name() + ": Katib's optimal trial: trial " + state.numbers().get(trial) + " (" + trial + ")"));
        // Saved before the Experiment is deleted: who goes on after that must not look for it any more.
        return Turn.again(new KatibState(state.step(), state.experiment(), true, state.numbers(), true), Duration.ZERO);
    }

    private Turn<KatibState, TuneResult> leave(KatibState state) throws IOException, InterruptedException {
        TuneResult result = result(state);
        experiments().remove(state.experiment());
        return Turn.done(state, result);
    }

    private TuneResult result(KatibState state) throws IOException, InterruptedException {
        try {
            return ending(state).result();
        } catch (StepFailure e) {
            throw new StepFailure(e.getMessage() + " (Experiment " + state.experiment() + " is still there to be looked at)");
        }
    }

    private StepFailure lost(String why) {
        return new StepFailure("tuneHyperparams '" + spec.name() + "': " + why);
    }

    /** The server may be back at the next look; what keeps it away is said once. */
    private Turn<KatibState, TuneResult> away(KatibState state, ApiFailure problem) {
        if (!problem.getMessage().equals(lastProblem)) {
            host.log().line(spec.name() + ": waits for the cluster: " + problem.getMessage());
            lastProblem = problem.getMessage();
        }
        return Turn.again(state, BETWEEN_LOOKS);
    }

    @Override
    public void abort(KatibState state, String why) throws IOException, InterruptedException {
        if (state.experiment() != null) {
            try {
                cancel(experiments(), state.experiment());
            } finally {
                ending(state).abort(why);
            }
        }
    }

    private StudyEnding ending(KatibState state) {
        return new StudyEnding(host, shown, study, occupant(state));
    }

    private Occupant occupant(KatibState state) {
        return Occupant.of(host.build(), state.step());
    }

    private void cancel(Experiments experiments, String name) throws IOException {
        try {
            experiments.remove(name);
        } catch (IOException e) {
            sweep(experiments).leave(experiments, List.of(name));
            throw e;
        }
    }

    private OrphanSweep sweep(Experiments experiments) {
        return new OrphanSweep(experiments.cluster(), experiments.namespace(), Runners.owner(host));
    }

    private Experiments experiments() throws IOException {
        Cluster cluster = Runners.cluster(host, profile);
        return new Experiments(cluster, profile.namespace() == null ? cluster.defaultNamespace() : profile.namespace());
    }

    private ExperimentManifest manifest(String name) {
        Map<String, Object> fixed = spec.training().params() == null ? Map.of() : spec.training().params();
        return new ExperimentManifest(
                name,
                spec,
                RunEnvironment.command(String.valueOf(spec.training().command()), fixed, Shell.POSIX),
                profile,
                Map.of(
                        "controller", host.controller(),
                        "job", host.build().job(),
                        "build", Integer.toString(host.build().number()),
                        "step", spec.name()));
    }
}
