package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hipparchus.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds the point where the improvement to expect is largest: many random points and neighbours of the best ones known, of which
 * the most promising are improved with slopes along smooth axes and value by value along the others.
 */
final class AcquisitionSearch {
    private static final int ANYWHERE = 256;

    /** Draws for these, of which constraints may let few pass; takes a fraction of a second. */
    private static final int MOST_DRAWS = 20_000;

    private static final int NEAR_BEST = 96;
    private static final double[] WIDTHS = {0.2, 0.05, 0.01, 0.002};
    private static final int STARTS = 3;
    private static final int ROUNDS = 2;
    private static final int ITERATIONS = 25;
    private static final double TOLERANCE = 1e-4;

    private final Space space;
    private final Metric metric;
    private final GaussianProcess process;
    private final LogImprovement improvement;
    private final RandomGenerator random;
    private final Neighbourhood neighbourhood;
    private final Set<List<Double>> tried;

    /**
     * @param tried points that must not be chosen again
     */
    AcquisitionSearch(
            Space space, Metric metric, GaussianProcess process, Stream<double[]> tried, RandomGenerator random) {
        this.space = space;
        this.metric = metric;
        this.process = process;
        this.improvement = new LogImprovement(process.lowestMean());
        this.random = random;
        this.neighbourhood = new Neighbourhood(space);
        this.tried = new HashSet<>(tried.map(AcquisitionSearch::key).toList());
    }

    private record Candidate(double[] point, double merit) {
        static final Comparator<Candidate> BEST_FIRST =
                Comparator.comparingDouble(Candidate::merit).reversed();
    }

    /**
     * @param best points known to be good
     * @return empty when everything that was looked at has been tried
     */
    Optional<double[]> from(List<double[]> best) {
        List<Candidate> anywhere = new ArrayList<>();
        space.random(random, ANYWHERE, MOST_DRAWS).forEach(point -> consider(point, anywhere));
        List<Candidate> nearBest = new ArrayList<>();
        for (int i = 0; i < NEAR_BEST; i++) {
            double[] centre = best.get(i % best.size());
            consider(neighbourhood.near(centre, WIDTHS[i / best.size() % WIDTHS.length], random), nearBest);
        }
        // Some of both: far points promise most before they are improved, near ones often after.
        return Stream.of(anywhere, nearBest)
                .flatMap(candidates -> candidates.stream().sorted(Candidate.BEST_FIRST).limit(STARTS))
                .map(this::improved)
                .min(Candidate.BEST_FIRST)
                .map(Candidate::point);
    }

    private void consider(double[] point, List<Candidate> candidates) {
        if (isPossible(point)) {
            candidates.add(candidate(point));
        }
    }

    private boolean isPossible(double[] settled) {
        return space.allows(settled) && !tried.contains(key(settled));
    }

    private Candidate candidate(double[] point) {
        return new Candidate(point, improvement.of(process.predict(point)));
    }

    private Candidate improved(Candidate start) {
        Candidate best = start;
        for (int round = 0; round < ROUNDS; round++) {
            Candidate before = best;
            best = climbed(best);
            best = flipped(best);
            if (best == before) {
                break;
            }
        }
        return best;
    }

    /** Along the smooth axes that exist at the point. */
    private Candidate climbed(Candidate start) {
        int[] along = IntStream.range(0, metric.size())
                .filter(i -> Neighbourhood.isSmooth(space.axis(metric.axis(i)))
                        && !Double.isNaN(start.point()[metric.axis(i)]))
                .toArray();
        if (along.length == 0) {
            return start;
        }
        double[] upper = new double[along.length];
        Arrays.fill(upper, 1);
        double[] found = new BoxMinimizer(
                        (x, gradient) -> loss(start.point(), along, x, gradient),
                        new double[along.length],
                        upper,
                        ITERATIONS,
                        TOLERANCE)
                .from(IntStream.of(along).mapToDouble(i -> start.point()[metric.axis(i)]).toArray())
                .x();
        double[] settled = space.settle(moved(start.point(), along, found));
        if (!isPossible(settled)) {
            return start;
        }
        Candidate climbed = candidate(settled);
        return climbed.merit() > start.merit() ? climbed : start;
    }

    private double loss(double[] start, int[] along, double[] x, double[] gradient) {
        double merit = improvement.of(process.predict(moved(start, along, x), along), gradient);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = -gradient[i];
        }
        return -merit;
    }

    private double[] moved(double[] start, int[] along, double[] x) {
        double[] point = start.clone();
        for (int i = 0; i < along.length; i++) {
            point[metric.axis(along[i])] = x[i];
        }
        return point;
    }

    private Candidate flipped(Candidate start) {
        return neighbourhood.flips(start.point(), random).stream()
                .filter(this::isPossible)
                .map(this::candidate)
                .filter(candidate -> candidate.merit() > start.merit())
                .min(Candidate.BEST_FIRST)
                .orElse(start);
    }

    private static List<Double> key(double[] point) {
        return Arrays.stream(point).boxed().toList();
    }
}
