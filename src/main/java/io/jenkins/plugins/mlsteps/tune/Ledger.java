package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.pruner.Curve;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The trials of a study and what they mean to samplers and pruners. Applying the same lines in the same order gives the same
 * ledger, whether they come from a run or from a file.
 *
 * <p>With {@code repeats} r, trials {@code c·r … c·r + r - 1} run the same parameter set c; it becomes an observation, with the
 * mean of their values, when the last of them ends. One of which a run was pruned is pruned, however well those did that were not.
 */
final class Ledger {
    private final TuneSpec spec;
    private final Space space;
    private final List<Trial> trials = new ArrayList<>();
    private final List<Observation> told = new ArrayList<>();
    private final Map<Integer, double[]> running = new LinkedHashMap<>();
    private final Map<Integer, Integer> ended = new HashMap<>();
    private final Map<Integer, Curve> curves = new LinkedHashMap<>();
    private int finished;

    Ledger(TuneSpec spec, Space space) {
        this.spec = spec;
        this.space = space;
    }

    Space space() {
        return space;
    }

    /** Takes in what an earlier study saw. */
    void observe(Observation observation) {
        told.add(observation);
    }

    /**
     * Takes in the trials of a journal: first that they began, then what became of them.
     *
     * @param last line of each trial, in the order of the lines
     */
    void replay(List<Trial> last) {
        List<Trial> byNumber = new ArrayList<>(last);
        byNumber.sort(Comparator.comparingInt(Trial::number));
        byNumber.forEach(this::begin);
        last.forEach(this::follow);
    }

    /** Takes in a line of the journal: a new trial, or what became of a known one. */
    void put(Trial trial) {
        if (trial.number() == trials.size()) {
            begin(trial);
        } else if (trial.number() < trials.size() && !trials.get(trial.number()).isFinished()) {
            trials.set(trial.number(), trial);
        } else {
            throw new IllegalArgumentException("trial " + trial.number() + " cannot follow trial " + (trials.size() - 1)
                    + ", or has ended before");
        }
        follow(trial);
    }

    private void begin(Trial trial) {
        trials.add(trial);
        running.computeIfAbsent(parameterSet(trial), set -> space.encode(trial.params()));
    }

    private void follow(Trial trial) {
        if (!trial.intermediate().isEmpty()) {
            Curve curve = curve(trial.number());
            trial.intermediate().forEach(report -> curve.put(report.step(), sign(0) * report.value()));
        }
        if (trial.isFinished()) {
            finish(trial);
        }
    }

    private void finish(Trial trial) {
        finished++;
        Curve curve = curves.get(trial.number());
        if (curve != null && trial.state() == Trial.State.COMPLETE && trial.value() != null) {
            curve.complete(sign(0) * trial.value());
        }
        int set = parameterSet(trial);
        if (ended.merge(set, 1, Integer::sum) == spec.repeats()) {
            told.add(observation(set, running.remove(set), runs(set)));
        }
    }

    /** The parameter set that was not run as often as it repeats, by the runs it had; empty where there is none, or it runs. */
    Optional<Observation> begun() {
        int set = trials.size() / spec.repeats();
        List<Trial> runs = runs(set);
        return runs.isEmpty() || ended.getOrDefault(set, 0) < runs.size()
                ? Optional.empty()
                : Optional.of(observation(set, running.get(set), runs));
    }

    private Observation observation(int set, double[] point, List<Trial> runs) {
        double[] means = new double[spec.objectives().size()];
        int complete = 0;
        Curve pruned = null;
        for (Trial run : runs) {
            if (run.state() == Trial.State.COMPLETE) {
                complete++;
                for (int i = 0; i < means.length; i++) {
                    means[i] += (sign(i) * value(run, i) - means[i]) / complete;
                }
            } else if (run.state() == Trial.State.PRUNED && pruned == null && !curve(run.number()).isEmpty()) {
                pruned = curve(run.number());
            }
        }
        if (pruned != null) {
            return Observation.pruned(
                    set, point, pruned.lastStep(), pruned.values().lastEntry().getValue());
        }
        if (complete > 0) {
            return Observation.complete(set, point, means);
        }
        return Observation.failed(set, point);
    }

    /** The value of an objective in a complete trial. */
    double value(Trial trial, int objective) {
        return objective == 0 ? trial.value() : trial.metrics().get(spec.objectives().get(objective));
    }

    /** 1 where small values are good already, -1 where large ones are. */
    double sign(int objective) {
        return spec.maximizes(objective) ? -1 : 1;
    }

    int parameterSet(Trial trial) {
        return trial.number() / spec.repeats();
    }

    /** The trials of a parameter set that were asked for. */
    List<Trial> runs(int set) {
        int from = set * spec.repeats();
        return trials.subList(Math.min(from, trials.size()), Math.min(from + spec.repeats(), trials.size()));
    }

    Curve curve(int number) {
        return curves.computeIfAbsent(number, Curve::new);
    }

    List<Curve> otherCurves(int number) {
        return curves.values().stream()
                .filter(curve -> curve.number() != number && !curve.isEmpty())
                .toList();
    }

    List<Trial> trials() {
        return Collections.unmodifiableList(trials);
    }

    List<Observation> told() {
        return Collections.unmodifiableList(told);
    }

    /** Points of the parameter sets that have not ended. */
    Collection<double[]> running() {
        return running.values();
    }

    /** How many trials have ended. */
    int finished() {
        return finished;
    }
}
