package io.jenkins.plugins.mlsteps.tune.sampler.gp;

import io.jenkins.plugins.mlsteps.tune.sampler.History;
import io.jenkins.plugins.mlsteps.tune.sampler.Observation;
import io.jenkins.plugins.mlsteps.tune.sampler.Randomness;
import io.jenkins.plugins.mlsteps.tune.sampler.Sampler;
import io.jenkins.plugins.mlsteps.tune.sampler.SobolSampler;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.Optional;
import org.hipparchus.random.RandomGenerator;

/**
 * Bayesian optimization (Snoek, Larochelle and Adams 2012, "Practical Bayesian Optimization of Machine Learning Algorithms"):
 * a Gaussian process with a Matérn 5/2 kernel and a length scale for each axis; the next point is where the logarithm of the
 * expected improvement is largest. Discrete axes are part of the kernel and the search only looks at points of the space;
 * running trials are believed to have the values expected of them (Ginsbourger, Le Riche and Carraro 2010).
 */
public final class GpSampler implements Sampler {
    /** Complete trials before the first model. */
    private static final int STARTUP = 5;

    /** The same where parameters depend on others: each of the kinds of points that there are has to be seen. */
    private static final int STARTUP_OF_CONDITIONAL = 10;

    /** Observations that the model is conditioned on; Cholesky's decomposition takes the cube of their number. */
    private static final int MOST_OBSERVATIONS = 320;

    /** Observations that hyperparameters are chosen by. */
    private static final int MOST_FOR_FIT = 128;

    /** Hyperparameters are chosen anew when there are this many per cent more observations. */
    private static final int REFIT_PERCENT = 7;

    private static final int KNOWN_BEST = 4;

    /** For a first point that was not tried. */
    private static final int DRAWS = 20;

    private final Space space;
    private final long seed;
    private final Metric metric;
    private final SobolSampler first;
    private final int startup;
    private int fittedLength;
    private Fit fitted;

    public GpSampler(Space space, long seed) {
        this.space = space;
        this.seed = seed;
        this.metric = new Metric(space);
        this.first = new SobolSampler(space, seed);
        this.startup = space.isConditional() ? STARTUP_OF_CONDITIONAL : STARTUP;
    }

    @Override
    public Optional<double[]> ask(History history, int number) {
        if (metric.size() == 0 || history.complete().size() < startup) {
            return Optional.of(start(history, number));
        }
        Evidence evidence = Evidence.of(history, history.told().size()).atMost(MOST_OBSERVATIONS);
        Fit fit = fit(history);
        GaussianProcess process = new GaussianProcess(
                        metric,
                        fit.hyperparameters(),
                        evidence.points(),
                        fit.warp().of(evidence.values()).values())
                .believing(history.running());
        RandomGenerator random = Randomness.of(seed, number);
        return new AcquisitionSearch(space, metric, process, history.points(), random)
                .from(evidence.best(KNOWN_BEST))
                .or(() -> Optional.of(space.random(random)));
    }

    /** Of few values Sobol's sequence takes some again. */
    private double[] start(History history, int number) {
        RandomGenerator random = Randomness.of(seed, number);
        double[] point = first.point(number);
        for (int i = 0; i < DRAWS && isTried(point, history); i++) {
            point = space.random(random);
        }
        return point;
    }

    private static boolean isTried(double[] point, History history) {
        return history.points().anyMatch(tried -> Space.same(tried, point));
    }

    /**
     * Chosen by the history as it was at one of a fixed sequence of lengths, so that a study that was resumed has the same
     * hyperparameters as one that was not.
     */
    private Fit fit(History history) {
        int length = lengthOfFit(history.told().size());
        if (length != fittedLength) {
            boolean tells = history.told().subList(0, length).stream().anyMatch(Observation::isComplete);
            Evidence evidence = Evidence.of(history, tells ? length : history.told().size()).atMost(MOST_FOR_FIT);
            fitted = Fit.of(metric, evidence);
            fittedLength = length;
        }
        return fitted;
    }

    private static int lengthOfFit(int told) {
        int length = 1;
        for (int next = 1; next <= told; next += Math.max(1, next * REFIT_PERCENT / 100)) {
            length = next;
        }
        return length;
    }

    @Override
    public String describe(History history) {
        return "gp";
    }
}
