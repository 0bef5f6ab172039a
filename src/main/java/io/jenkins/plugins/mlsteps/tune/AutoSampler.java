package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.tune.sampler.Grid;
import io.jenkins.plugins.mlsteps.tune.sampler.GridSampler;
import io.jenkins.plugins.mlsteps.tune.sampler.History;
import io.jenkins.plugins.mlsteps.tune.sampler.Sampler;
import io.jenkins.plugins.mlsteps.tune.sampler.cmaes.CmaesSampler;
import io.jenkins.plugins.mlsteps.tune.sampler.gp.GpSampler;
import io.jenkins.plugins.mlsteps.tune.sampler.nsga2.Nsga2Sampler;
import io.jenkins.plugins.mlsteps.tune.sampler.tpe.TpeSampler;
import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.Optional;

/**
 * The sampler that suits a study, as docs/tuning-benchmark.md measured them: the grid, when the study can try every point; with
 * several objectives NSGA-II, when there are trials for twenty generations, or TPE; otherwise a Gaussian process as long as it is
 * quick, and when many trials are told, CMA-ES for spaces that are all numbers and TPE for others.
 */
final class AutoSampler implements Sampler {
    /** Trials for which NSGA-II has the generations that it needs. */
    private static final int MANY_FOR_SEVERAL_OBJECTIVES = 1000;

    /** Free axes up to which a Gaussian process learns a length scale for each. */
    private static final int MOST_AXES_FOR_GP = 30;

    /** Trials told after which the Gaussian process would forget more than it learns. */
    private static final int MOST_TOLD_FOR_GP = 300;

    /** Trials at the same time beyond which believing in running ones misleads a Gaussian process. */
    private static final int MOST_PARALLEL_FOR_GP = 50;

    private final Sampler first;
    private final Sampler second;
    private final int switchAfter;

    AutoSampler(Space space, Plan plan) {
        Grid grid = Double.isInfinite(space.cardinality()) ? null : new Grid(space, plan.trials());
        if (grid != null && grid.fits()) {
            first = new GridSampler(space, grid, plan.seed());
            second = first;
            switchAfter = Integer.MAX_VALUE;
        } else if (plan.objectives() > 1) {
            first = plan.trials() >= MANY_FOR_SEVERAL_OBJECTIVES
                    ? new Nsga2Sampler(space, plan.seed(), plan.trials())
                    : new TpeSampler(space, plan.seed());
            second = first;
            switchAfter = Integer.MAX_VALUE;
        } else {
            first = new GpSampler(space, plan.seed());
            second = isNumeric(space) ? new CmaesSampler(space, plan.seed()) : new TpeSampler(space, plan.seed());
            boolean suitsGp = space.free().size() <= MOST_AXES_FOR_GP && plan.parallel() <= MOST_PARALLEL_FOR_GP;
            switchAfter = suitsGp ? MOST_TOLD_FOR_GP : 0;
        }
    }

    private static boolean isNumeric(Space space) {
        return !space.isConditional()
                && space.free().stream().noneMatch(i -> space.axis(i).isCategorical());
    }

    @Override
    public Optional<double[]> ask(History history, int number) {
        return current(history).ask(history, number);
    }

    @Override
    public String describe(History history) {
        return "auto: " + current(history).describe(history);
    }

    private Sampler current(History history) {
        return history.told().size() < switchAfter ? first : second;
    }
}
