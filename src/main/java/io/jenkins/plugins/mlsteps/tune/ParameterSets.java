package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.sampler.History;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import io.jenkins.plugins.mlsteps.tune.sampler.Sampler;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Chooses the parameters of each trial: the author's first points, then what the sampler asks for, each as often as it repeats. */
final class ParameterSets {
    private final int repeats;
    private final int trials;
    private final Space space;
    private final Ledger ledger;
    private final Sampler sampler;
    private final FirstPoints firstPoints;
    private final int offset;
    private final int offsetOfOthers;
    private boolean exhausted;

    ParameterSets(TuneSpec spec, Space space, Ledger ledger) {
        this.repeats = spec.repeats();
        this.trials = spec.trials();
        this.space = space;
        this.ledger = ledger;
        this.sampler = Samplers.named(spec.algorithm(), space, Plan.of(spec));
        this.firstPoints = new FirstPoints(space, spec);
        long earlier = ledger.told().stream().filter(observation -> observation.number() < 0).count();
        this.offset = even((int) earlier);
        this.offsetOfOthers = offset + even(firstPoints.countToLastOpen());
    }

    /** The number itself or the next, for samplers that number their points in pairs. */
    private static int even(int number) {
        return number + number % 2;
    }

    /**
     * @throws SpecException when a condition cannot be understood, no point meets the constraints, the first parameter sets are not
     *     in the space, or the algorithm cannot serve it
     */
    static void check(TuneSpec spec) {
        Space space = Space.of(spec);
        space.tryConditions(Randomness.of(spec.seed(), 0));
        space.requirePoint(() -> Randomness.of(spec.seed(), 0));
        FirstPoints first = new FirstPoints(space, spec);
        IntStream.range(0, first.count()).forEach(n -> first.complete(n, Optional.empty()));
        Samplers.named(spec.algorithm(), space, Plan.of(spec));
    }

    /** What an author should be told of the sampler and of the first points. */
    List<String> notices() {
        return Stream.concat(sampler.notices().stream(), firstPoints.notices(trials).stream()).toList();
    }

    /** Those of the trial that the ledger does not have yet; empty when the sampler knows no more, as a grid does. */
    Optional<Map<String, Object>> next() {
        int number = ledger.trials().size();
        Optional<Map<String, Object>> params =
                number % repeats == 0 ? chosen(number / repeats) : Optional.of(ledger.trials().get(number - 1).params());
        exhausted = params.isEmpty();
        return params;
    }

    private Optional<Map<String, Object>> chosen(int set) {
        boolean first = set < firstPoints.count();
        // Numbered without the first points that take none from the sampler, and on from an earlier study, whose sequence of points
        // would otherwise begin again.
        int number = first ? offset + set : offsetOfOthers + set - firstPoints.count();
        Optional<double[]> chosen = sampler.ask(new History(ledger.told(), ledger.running()), number);
        return first ? Optional.of(firstPoints.complete(set, chosen)) : chosen.map(space::decode);
    }

    /** Whether the last answer was that there are no more. */
    boolean areExhausted() {
        return exhausted;
    }
}
