package io.jenkins.plugins.mlsteps.tune.benchmark;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The objectives: synthetic ones as Surjanovic and Bingham list them ("Virtual Library of Simulation Experiments"), some of them
 * moved off the middle of their space, where a sampler that prefers the middle would find them by luck; mixed and conditional ones;
 * and the built-in trainer on the shipped data.
 */
final class Suite {
    private Suite() {}

    static List<Objective> all() {
        List<Objective> all = new ArrayList<>();
        all.add(real("branin", List.of(u(0, -5, 10), u(1, 0, 15)), 0.39788735772973816, Surfaces::branin));
        all.add(cube("camel6", 2, -2, 2, -1.031628453489877, Surfaces::camel));
        all.add(cube("goldstein-price", 2, -2, 2, 3, Surfaces::goldsteinPrice));
        all.add(cube("hartmann3", 3, 0, 1, -3.86277978733266, Surfaces::hartmann3));
        all.add(cube("hartmann6", 6, 0, 1, -3.32236801141551, Surfaces::hartmann6));
        all.add(cube("ackley5", 5, -20, 32, 0, Surfaces::ackley));
        all.add(cube("ackley10", 10, -20, 32, 0, Surfaces::ackley));
        all.add(cube("rosenbrock4", 4, -5, 10, 0, Surfaces::rosenbrock));
        all.add(cube("rosenbrock8", 8, -2, 2, 0, Surfaces::rosenbrock));
        all.add(cube("levy6", 6, -10, 8, 0, Surfaces::levy));
        all.add(cube("styblinski-tang5", 5, -5, 5, 5 * -39.16616570377142, Surfaces::styblinskiTang));
        all.add(cube("rastrigin4", 4, -4, 5.12, 0, Surfaces::rastrigin));
        all.add(cube("griewank6", 6, -400, 600, 0, Surfaces::griewank));
        all.add(cube("michalewicz5", 5, 0, Math.PI, -4.687658, Surfaces::michalewicz));
        all.add(cube("sphere10", 10, -3, 5.12, 0, x -> IntStream.range(0, x.length).mapToDouble(i -> x[i] * x[i]).sum()));
        all.add(cube("shekel4", 4, 0, 10, -10.536443153483534, Surfaces::shekel));
        all.add(MixedObjectives.categoricalBranin());
        all.add(MixedObjectives.mixedAckley());
        all.add(MixedObjectives.integerRosenbrock());
        all.add(MixedObjectives.network());
        all.add(MixedObjectives.modelChoice());
        all.add(MixedObjectives.optimizerChoice());
        all.add(TrainerObjective.of("wine", "wine/wine.csv", "cultivar"));
        all.add(TrainerObjective.of("breast-cancer", "breast-cancer/breast_cancer.csv", "diagnosis"));
        all.add(TrainerObjective.of("diabetes", "diabetes/diabetes.csv", "progression"));
        return all;
    }

    static Dimension u(int i, double min, double max) {
        return new Dimension.Uniform("x" + i, min, max);
    }

    private static Objective cube(
            String name, int dimensions, double min, double max, double optimum, ToDoubleFunction<double[]> surface) {
        return real(
                name,
                IntStream.range(0, dimensions).mapToObj(i -> u(i, min, max)).toList(),
                optimum,
                surface);
    }

    private static Objective real(
            String name, List<Dimension> space, double optimum, ToDoubleFunction<double[]> surface) {
        return new Objective(name, space, optimum, params -> surface.applyAsDouble(numbers(params, space.size())));
    }

    static double[] numbers(Map<String, Object> params, int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> ((Number) params.get("x" + i)).doubleValue())
                .toArray();
    }
}
