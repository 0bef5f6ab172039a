package io.jenkins.plugins.mlsteps.tune;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.pruner.Curve;
import io.jenkins.plugins.mlsteps.tune.pruner.Pruner;
import io.jenkins.plugins.mlsteps.tune.pruner.Pruners;
import io.jenkins.plugins.mlsteps.tune.sampler.History;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import io.jenkins.plugins.mlsteps.tune.sampler.Sampler;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A study in memory, without a number of trials and without files: whoever asks keeps the books. */
public final class OpenStudy {
    /** What samplers that plan by the number of trials are told to expect. */
    private static final int HORIZON = 200;

    private static final List<String> DIRECTIONS = List.of("maximize", "minimize");

    private final TuneSpec spec;
    private final Space space;
    private final Ledger ledger;
    private final Sampler sampler;
    private final Pruner pruner;

    /** With the median pruner. */
    public OpenStudy(List<Dimension> dimensions, String direction, String algorithm, long seed) {
        this(dimensions, direction, algorithm, "median", seed);
    }

    /**
     * @param direction maximize or minimize
     * @throws SpecException when the space, the direction, the algorithm or the pruner cannot be meant
     */
    public OpenStudy(List<Dimension> dimensions, String direction, String algorithm, String pruner, long seed) {
        if (!DIRECTIONS.contains(direction)) {
            throw new SpecException("the direction is '" + direction + "', allowed is " + String.join(" | ", DIRECTIONS)
                    + NearestName.hint(direction, DIRECTIONS));
        }
        spec = new TuneSpec("suggest", "value", direction, dimensions, algorithm, HORIZON, 1, pruner, seed, null);
        space = Space.of(spec);
        space.requirePoint(() -> Randomness.of(seed, 0));
        ledger = new Ledger(spec, space);
        this.pruner = Pruners.named(pruner);
        sampler = Samplers.named(algorithm, space, Plan.of(spec));
    }

    /** A trial to run, or one that ran. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Suggestion(int number, Map<String, Object> params, Double value) {}

    public List<Suggestion> ask(int count) {
        List<Suggestion> suggestions = new ArrayList<>();
        while (suggestions.size() < count) {
            int number = ledger.trials().size();
            Optional<double[]> point = sampler.ask(new History(ledger.told(), ledger.running()), number);
            if (point.isEmpty()) {
                break;
            }
            Map<String, Object> params = space.decode(point.get());
            ledger.put(new Trial(number, params, Trial.State.RUNNING, null, null, null, null, Instant.EPOCH, null));
            suggestions.add(new Suggestion(number, params, null));
        }
        return suggestions;
    }

    public void tell(int number, Trial.State state, Double value) {
        Trial trial = running(number);
        ledger.put(new Ending(spec, trial, ledger.curve(number), ledger.sign(0))
                .of(state, value, Map.of(), null, Instant.EPOCH));
    }

    boolean report(int number, long step, double value) {
        running(number);
        Curve curve = ledger.curve(number);
        curve.put(step, ledger.sign(0) * value);
        return pruner.prunes(curve, ledger.otherCurves(number));
    }

    Optional<Suggestion> best() {
        StudySummary summary =
                new StudySummary(spec, SourceRevision.unknown(), ledger, Instant.EPOCH, null, Optional.empty());
        return summary.best().map(trial -> new Suggestion(trial.number(), trial.params(), trial.value()));
    }

    private Trial running(int number) {
        if (number < 0 || number >= ledger.trials().size()) {
            throw new IllegalArgumentException("there is no trial " + number + ": "
                    + ledger.trials().size() + " were asked for, numbered from 0");
        }
        Trial trial = ledger.trials().get(number);
        if (trial.isFinished()) {
            throw new IllegalArgumentException("trial " + number + " was told before, as " + trial.state());
        }
        return trial;
    }
}
