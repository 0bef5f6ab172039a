package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.steps.TuneState.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/** One turn of a study: lets every trial go on, gathers the news, and does what the study answers. */
final class TuneRound {
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(250);

    private final String objective;
    private final BiFunction<Integer, Map<String, Object>, TrainingRun> runs;
    private final Map<Integer, Running> running = new TreeMap<>();
    private final StudyNews news = new StudyNews();
    private final List<BodyRun> start = new ArrayList<>();
    private final List<String> stop = new ArrayList<>();
    private Duration pause = LONGEST_PAUSE;

    TuneRound(String objective, BiFunction<Integer, Map<String, Object>, TrainingRun> runs) {
        this.objective = objective;
        this.runs = runs;
    }

    StudyNews advance(Map<Integer, Running> trials) throws IOException, InterruptedException {
        for (Map.Entry<Integer, Running> entry : trials.entrySet()) {
            advance(entry.getKey(), entry.getValue());
        }
        return news;
    }

    private void advance(int number, Running trial) throws IOException, InterruptedException {
        RunTurn turn = runs.apply(number, trial.params()).advance(trial.run());
        news.report(number, objective, turn.points());
        turn.stop().ifPresent(stop::add);
        if (turn.state().isEnded()) {
            news.end(number, turn.state(), trial.pruned());
            pause = Duration.ZERO;
            return;
        }
        turn.body().ifPresent(start::add);
        running.put(number, trial.at(turn.state()));
        pause = turn.pause().compareTo(pause) < 0 ? turn.pause() : pause;
    }

    void obey(StudyTurn.Answer answer) throws IOException, InterruptedException {
        for (int number : answer.lost()) {
            if (running.containsKey(number)) {
                stop(number, running.remove(number));
            }
        }
        for (int number : answer.prune()) {
            if (running.containsKey(number)) {
                prune(number, running.get(number));
            }
        }
        for (Trial trial : answer.start()) {
            running.put(trial.number(), new Running(trial.params(), RunState.initial(), false));
            pause = Duration.ZERO;
        }
    }

    private void prune(int number, Running trial) throws IOException, InterruptedException {
        TrainingRun run = stop(number, trial);
        running.put(number, new Running(trial.params(), run.stopped(trial.run(), "pruned"), true));
        pause = Duration.ZERO;
    }

    private TrainingRun stop(int number, Running trial) throws IOException, InterruptedException {
        TrainingRun run = runs.apply(number, trial.params());
        run.stop(trial.run());
        if (trial.run().handle() == null && trial.run().id() != null) {
            stop.add(trial.run().id());
        }
        return run;
    }

    boolean isIdle() {
        return running.isEmpty();
    }

    int runningTrials() {
        return running.size();
    }

    Set<Integer> numbers() {
        return new TreeSet<>(running.keySet());
    }

    Turn<TuneState, TuneResult> turn(TuneState before) {
        return Turn.bodies(before.with(running), start, stop, pause);
    }
}
