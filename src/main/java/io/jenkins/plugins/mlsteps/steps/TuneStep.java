package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.automl.AutoSpace;
import io.jenkins.plugins.mlsteps.host.Host;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.spec.Training;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import io.jenkins.plugins.mlsteps.tune.EarlierRuns;
import io.jenkins.plugins.mlsteps.workload.WorkloadHandle;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Searches for the parameters that make a model best: runs the trials that the study asks for and tells it how they ended. */
public final class TuneStep implements StepMachine<TuneState, TuneResult> {
    private final Host host;
    private final TuneSpec spec;
    /** What the files of the study say. */
    private final TuneSpec shown;

    private final Bodies bodies;
    private final String study;
    private final Map<Integer, TrainingRun> runs = new TreeMap<>();
    private boolean said;

    /**
     * @param bodies of this step; asked only when it has a body
     * @throws io.jenkins.plugins.mlsteps.spec.SpecException unless the author gave exactly one of a command, a target or a body
     */
    public TuneStep(Host host, TuneSpec spec, boolean hasBody, Bodies bodies) {
        spec.training().requireForm("tuneHyperparams", hasBody);
        this.host = host;
        this.spec = spec.space().isEmpty() ? overAutoSpace(spec) : spec;
        this.shown = host.masking().of(this.spec, "training");
        SearchCheck.require(this.spec);
        this.bodies = bodies;
        this.study = "ml/tune/" + spec.name();
    }

    private static TuneSpec overAutoSpace(TuneSpec spec) {
        List<String> candidates = spec.training().candidates();
        return spec.withSpace(AutoSpace.of(candidates), AutoSpace.defaults(candidates));
    }

    @Override
    public Class<TuneState> stateType() {
        return TuneState.class;
    }

    @Override
    public TuneState initial() {
        return new TuneState(false, UUID.randomUUID().toString(), Map.of());
    }

    @Override
    public Turn<TuneState, TuneResult> advance(TuneState state) throws IOException, InterruptedException {
        if (!state.begun()) {
            return begin(state);
        }
        TuneRound round = new TuneRound(spec.objective(), this::run);
        StudyNews news = round.advance(state.running());
        StudyTurn.Answer answer = host.workspace()
                .act(new StudyTurn(
                        study,
                        shown,
                        host.build().source(),
                        occupant(state),
                        news,
                        round.numbers(),
                        spec.parallel() - round.runningTrials()));
        say(answer.notices());
        answer.remarks().forEach(remark -> host.log().line(spec.name() + " " + remark));
        answer.told().forEach(trial -> host.log().line(TrialRun.line(spec, trial, answer.best())));
        if (answer.unusable() != null) {
            abort(state, "the data cannot be used");
            throw new StepFailure("tuneHyperparams '" + spec.name() + "': no trial can use the data: " + answer.unusable());
        }
        answer.lost().forEach(number -> host.log().line(spec.name() + " trial " + number + " is lost from " + study + "; it is chosen again"));
        if (answer.finished() && round.isIdle()) {
            return Turn.done(state.with(Map.of()), ending(state).result());
        }
        round.obey(answer);
        answer.lost().forEach(runs::remove);
        host.log().progress(progress(answer, round.runningTrials()));
        return round.turn(state);
    }

    @Override
    public void abort(TuneState state, String why) throws IOException, InterruptedException {
        List<WorkloadHandle> running = state.running().values().stream()
                .map(TuneState.Running::run)
                .filter(RunState::hasWorkload)
                .map(RunState::handle)
                .toList();
        try {
            if (!running.isEmpty()) {
                Runners.of(host, spec.training()).cancel(running);
            }
        } finally {
            if (state.begun()) {
                ending(state).abort(why);
            }
        }
    }

    /** What its trials found is in its files; those that were stopped have failed. */
    @Override
    public Optional<TuneState> afterAbort(TuneState aborted) {
        return aborted.begun() ? Optional.of(aborted.with(Map.of())) : Optional.empty();
    }

    private Turn<TuneState, TuneResult> begin(TuneState state) throws IOException, InterruptedException {
        Training training = spec.training();
        Runners.require(host, training);
        if (training.form() == Training.Form.NO_CODE) {
            host.workspace().act(root -> NoCode.requireData(root, training));
        }
        host.workspace().act(new BeginStudy(study, shown, occupant(state)));
        ClearScratch.of(study, spec.name(), host);
        StudyTurn opening = new StudyTurn(study, shown, host.build().source(), occupant(state), new StudyNews(), Set.of(), 0);
        say(host.workspace().act(opening).notices());
        return Turn.again(state.with(Map.of()), Duration.ZERO);
    }

    /** Once by each process: one that takes the study up again has opened its files anew. */
    private void say(List<String> notices) {
        if (!said) {
            notices.forEach(notice -> host.log().line(spec.name() + ": " + notice));
            said = true;
        }
    }

    private StudyEnding ending(TuneState state) {
        return new StudyEnding(host, shown, study, occupant(state));
    }

    private Occupant occupant(TuneState state) {
        return Occupant.of(host.build(), state.step());
    }

    private String progress(StudyTurn.Answer answer, int running) {
        return spec.name() + ": " + running + " running"
                + (answer.best() == null
                        ? ""
                        : ", best " + spec.objective() + "=" + Figures.number(answer.best().value()) + " in trial "
                                + answer.best().number());
    }

    private TrainingRun run(int trial, Map<String, Object> params) {
        return runs.computeIfAbsent(
                trial, number -> new TrainingRun(host, TrialRun.plan(spec, study, number, params), bodies));
    }
}
