package io.jenkins.plugins.mlsteps.workload.kubeflow;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.Dimension.IntRange;
import io.jenkins.plugins.mlsteps.spec.Dimension.LogUniform;
import io.jenkins.plugins.mlsteps.spec.Dimension.Uniform;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.math.BigDecimal;
import java.util.List;

/**
 * What Katib's service of an algorithm searches as something else than it was asked for.
 *
 * @param name ours
 * @see <a href="https://github.com/kubeflow/katib/tree/master/pkg/suggestion/v1beta1">the services: hyperopt searches random, skopt gp,
 *     goptuna sobol and cmaes, optuna the others</a>
 */
record KatibAlgorithm(String name) {
    /** Optuna's service begins no logarithmic range below it. */
    private static final double LEAST_LOGARITHMIC = 1e-10;

    /** @throws SpecException naming the first dimension that the algorithm does not search as it was asked to, and what to do */
    void require(List<Dimension> space) {
        if (name.equals("cmaes")) {
            long ranges = space.stream().filter(dimension -> !(dimension instanceof Dimension.Choice)).count();
            refuse(ranges < 2, "takes two ranges or more; the space has " + ranges);
        }
        space.forEach(this::require);
    }

    private void require(Dimension dimension) {
        switch (name) {
            case "random" -> requireRounded(dimension);
            case "grid" -> refuse(Double.isInfinite(dimension.count()), "takes values in steps; '" + dimension.name()
                    + "' has none: give uniform a 'step', or list values with choice");
            case "gp" -> requireSmooth(dimension);
            case "sobol", "cmaes" -> requireEven(dimension);
            default -> refuse(
                    dimension instanceof LogUniform range && range.min() < LEAST_LOGARITHMIC,
                    "begins logarithmic ranges at " + LEAST_LOGARITHMIC + "; give '" + dimension.name() + "' no smaller 'min'");
        }
    }

    /** Hyperopt rounds to multiples of the step. */
    private void requireRounded(Dimension dimension) {
        if (dimension instanceof Uniform range && range.step() != null) {
            requireMultiple(range.name(), BigDecimal.valueOf(range.min()), BigDecimal.valueOf(range.step()));
        }
        if (dimension instanceof IntRange range) {
            requireMultiple(range.name(), BigDecimal.valueOf(range.min()), BigDecimal.valueOf(range.step()));
        }
    }

    private void requireMultiple(String dimension, BigDecimal min, BigDecimal step) {
        refuse(min.remainder(step).signum() != 0, "counts steps from 0; give '" + dimension + "' a 'min' that is a multiple of its"
                + " 'step', or list values with choice");
    }

    /** Skopt's service takes every real number for logarithmic and every whole one for uniform, and no range of one value. */
    private void requireSmooth(Dimension dimension) {
        refuse(dimension instanceof Uniform, "takes every range of real numbers for logarithmic; '" + dimension.name()
                + "' is not: give logUniform, or list values with choice");
        refuse(dimension instanceof IntRange range && (range.log() || range.step() != 1), "takes whole numbers without steps and"
                + " logarithms only: leave out 'step' and 'log' of '" + dimension.name() + "', or list values with choice");
        refuse(!(dimension instanceof Dimension.Choice) && dimension.count() == 1, "takes no range of one value: give '"
                + dimension.name() + "' as choice");
    }

    /** Goptuna's service knows no logarithms, and its Sobol sequence never comes to the last whole number. */
    private void requireEven(Dimension dimension) {
        refuse(dimension instanceof LogUniform || dimension instanceof IntRange range && range.log(), "has no logarithmic ranges; '"
                + dimension.name() + "' is one: list values with choice");
        refuse(name.equals("sobol") && dimension instanceof IntRange && dimension.count() > 1, "never tries the largest of a range of"
                + " whole numbers: list the values of '" + dimension.name() + "' with choice");
    }

    private void refuse(boolean otherwise, String reason) {
        KatibSearch.require(!otherwise, "algorithm", "Katib's " + (name.equals("auto") ? "tpe" : name) + " " + reason);
    }
}
