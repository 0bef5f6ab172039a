package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hipparchus.random.RandomGenerator;
import org.hipparchus.stat.StatUtils;
import org.hipparchus.util.FastMath;

/**
 * How much better than the best trial so far the optimum may be, in the unit of the objective: the lowest upper bound at a trial
 * minus the lowest lower bound anywhere, by a Gaussian process (Makarova et al. 2022, "Automatic Termination for Hyperparameter
 * Optimization", section 3.1). The lowest lower bound is looked for among random points and neighbours of the best trials.
 */
public final class RegretBound {
    private static final int ANYWHERE = 2000;
    private static final int MOST_DRAWS = 50_000;
    private static final int NEAR_BEST = 500;
    private static final int MOST_OBSERVATIONS = 200;

    /** Probability that the bounds do not hold, and the factor by which the theory's width is scaled, as in their section 4. */
    private static final double DELTA = 0.1;

    private static final double SCALE = 0.2;

    private RegretBound() {}

    /**
     * @param complete at least two observations of one objective
     */
    public static double of(Space space, List<Observation> complete) {
        Metric metric = new Metric(space);
        if (metric.size() == 0) {
            return 0;
        }
        Evidence evidence = Evidence.of(complete).atMost(MOST_OBSERVATIONS);
        double unit = FastMath.sqrt(StatUtils.populationVariance(evidence.values()));
        double[] y = new Warp(1).of(evidence.values()).values();
        Hyperparameters fitted = Hyperparameters.ofLogarithms(
                new MarginalLikelihood(metric, evidence.points()).best(y).x());
        GaussianProcess process = new GaussianProcess(metric, fitted, evidence.points(), y);
        double width = width(metric.size(), complete.size());
        double upper = evidence.points().stream()
                .mapToDouble(point -> bound(process, point, width))
                .min()
                .orElseThrow();
        double lower = candidates(space, evidence, Randomness.of(0, complete.size()))
                .mapToDouble(point -> bound(process, point, -width))
                .min()
                .orElseThrow();
        return Math.max(0, upper - lower) * unit;
    }

    private static double bound(GaussianProcess process, double[] point, double width) {
        GaussianProcess.Prediction prediction = process.predict(point);
        return prediction.mean() + width * prediction.deviation();
    }

    /** √β of theorem 1 of Srinivas et al. 2010, scaled. */
    private static double width(int axes, int trials) {
        double beta = 2 * FastMath.log(axes * (double) trials * trials * FastMath.PI * FastMath.PI / (6 * DELTA));
        return FastMath.sqrt(SCALE * beta);
    }

    private static Stream<double[]> candidates(Space space, Evidence evidence, RandomGenerator random) {
        Neighbourhood neighbourhood = new Neighbourhood(space);
        List<double[]> best = evidence.best(4);
        Stream<double[]> near = IntStream.range(0, NEAR_BEST)
                .mapToObj(i -> neighbourhood.near(best.get(i % best.size()), i % 2 == 0 ? 0.1 : 0.02, random))
                .filter(space::allows);
        return Stream.of(
                        space.random(random, ANYWHERE, MOST_DRAWS).stream(),
                        near,
                        evidence.points().stream())
                .flatMap(points -> points);
    }
}
