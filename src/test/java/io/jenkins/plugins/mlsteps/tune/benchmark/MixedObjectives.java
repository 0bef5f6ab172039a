package io.jenkins.plugins.mlsteps.tune.benchmark;

import static io.jenkins.plugins.mlsteps.tune.benchmark.Surfaces.square;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Objectives over whole numbers, choices and parameters that exist under a condition. */
final class MixedObjectives {
    private MixedObjectives() {}

    /** Branin, moved and lifted by two choices. */
    static Objective categoricalBranin() {
        List<Dimension> space = List.of(
                Suite.u(0, -5, 10),
                Suite.u(1, 0, 15),
                new Dimension.Choice("a", List.of("p", "q", "r")),
                new Dimension.Choice("b", List.of("u", "v", "w", "x")));
        return new Objective("mixed-branin", space, 0.39788735772973816, params -> {
            int a = "pqr".indexOf((String) params.get("a"));
            int b = "uvwx".indexOf((String) params.get("b"));
            double[] x = Suite.numbers(params, 2);
            x[0] = Math.max(-5, x[0] - 1.5 * Math.abs(b - 2));
            return Surfaces.branin(x) + 2 * Math.abs(a - 1) + 1.5 * Math.abs(b - 2);
        });
    }

    /** Ackley over three real and five binary parameters. */
    static Objective mixedAckley() {
        List<Dimension> space = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            space.add(Suite.u(i, -1, 1));
        }
        for (int i = 3; i < 8; i++) {
            space.add(new Dimension.Choice("x" + i, List.of(0, 1)));
        }
        return new Objective("mixed-ackley8", space, 0, params -> {
            double[] x = Suite.numbers(params, 8);
            x[0] += 0.3;
            x[1] -= 0.6;
            return Surfaces.ackley(x);
        });
    }

    static Objective integerRosenbrock() {
        List<Dimension> space = IntStream.range(0, 4)
                .<Dimension>mapToObj(i -> new Dimension.IntRange("x" + i, -5, 10, 1, false))
                .toList();
        return new Objective("integer-rosenbrock4", space, 0, params -> Surfaces.rosenbrock(Suite.numbers(params, 4)));
    }

    /** A made-up loss of a network: log-scaled rates, whole numbers of layers and units that work against each other. */
    static Objective network() {
        List<Dimension> space = List.of(
                new Dimension.LogUniform("lr", 1e-5, 1),
                new Dimension.LogUniform("decay", 1e-6, 1e-1),
                new Dimension.IntRange("layers", 1, 8, 1, false),
                new Dimension.IntRange("units", 8, 1024, 1, true),
                new Dimension.Uniform("dropout", 0, 0.8),
                new Dimension.Choice("activation", List.of("relu", "tanh", "gelu")));
        return new Objective("network", space, 0, params -> {
            double lr = Math.log10(number(params, "lr"));
            double decay = Math.log10(number(params, "decay"));
            double layers = number(params, "layers");
            double units = Math.log(number(params, "units")) / Math.log(2);
            double capacity = layers * 0.5 + units - 10;
            double best = -2.2 - 0.15 * (layers - 4);
            return 0.3 * square(lr - best) + 0.05 * square(decay + 3.5) + 0.08 * square(capacity) + 0.05 * square(layers - 4)
                    + square(number(params, "dropout") - 0.25 - 0.02 * capacity)
                    + (params.get("activation").equals("gelu") ? 0 : params.get("activation").equals("relu") ? 0.03 : 0.1);
        });
    }

    /** Three kinds of models, each with parameters of its own; the best kind is the one that needs most tuning. */
    static Objective modelChoice() {
        List<Dimension> space = List.of(
                new Dimension.Choice("model", List.of("linear", "forest", "kernel")),
                new Dimension.LogUniform("c", 1e-4, 1e3, "model == 'linear'"),
                new Dimension.IntRange("depth", 1, 30, 1, false, "model == 'forest'"),
                new Dimension.Uniform("features", 0.05, 1, null, "model == 'forest'"),
                new Dimension.LogUniform("gamma", 1e-5, 10, "model == 'kernel'"),
                new Dimension.LogUniform("penalty", 1e-3, 1e4, "model == 'kernel'"));
        return new Objective("model-choice", space, 0, params -> switch ((String) params.get("model")) {
            case "linear" -> 0.12 + 0.01 * square(Math.log10(number(params, "c")) - 0.5);
            case "forest" -> 0.06 + 0.0004 * square(number(params, "depth") - 14)
                    + 0.2 * square(number(params, "features") - 0.35);
            default -> {
                double gamma = Math.log10(number(params, "gamma")) + 2.3;
                double penalty = Math.log10(number(params, "penalty")) - 1.7;
                yield 1 - Math.exp(-(0.6 * square(gamma + 0.6 * penalty) + 0.08 * square(penalty)));
            }
        });
    }

    /** Optimizers that share a learning rate, at different best values, and have a momentum of their own. */
    static Objective optimizerChoice() {
        List<Dimension> space = List.of(
                new Dimension.Choice("opt", List.of("sgd", "adam", "rmsprop")),
                new Dimension.LogUniform("lr", 1e-5, 1),
                new Dimension.Uniform("momentum", 0, 0.99, null, "opt == 'sgd'"),
                new Dimension.Uniform("beta", 0.5, 0.999, null, "opt == 'adam'"),
                new Dimension.IntRange("batch", 8, 512, 1, true));
        return new Objective("optimizer-choice", space, 0, params -> {
            double lr = Math.log10(number(params, "lr"));
            double batch = Math.log(number(params, "batch") / 64.0);
            return switch ((String) params.get("opt")) {
                case "sgd" -> 0.2 * square(lr + 1.2 - 0.2 * batch) + 2 * square(number(params, "momentum") - 0.9)
                        + 0.02 * batch * batch;
                case "adam" -> 0.05 + 0.15 * square(lr + 3) + square(number(params, "beta") - 0.9) + 0.02 * batch * batch;
                default -> 0.1 + 0.2 * square(lr + 2.7) + 0.02 * batch * batch;
            };
        });
    }

    private static double number(Map<String, Object> params, String name) {
        return ((Number) params.get(name)).doubleValue();
    }
}
