package io.jenkins.plugins.mlsteps.workload.kubeflow;

import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.Training;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How Katib searches: its name of an algorithm and of a pruner, and what of a study it cannot do.
 *
 * @see <a href="https://www.kubeflow.org/docs/components/katib/user-guides/hp-tuning/configure-algorithm/">Katib's algorithms</a>
 */
record KatibSearch(TuneSpec spec) {
    /** Ours on the left. {@code auto} is what Katib has that knows most spaces and runs trials side by side. */
    private static final Map<String, String> ALGORITHMS = Map.of(
            "auto", "multivariate-tpe",
            "tpe", "multivariate-tpe",
            "random", "random",
            "grid", "grid",
            "sobol", "sobol",
            "gp", "bayesianoptimization",
            "cmaes", "cmaes");

    private static final List<String> UNSEEDED = List.of("sobol", "grid");

    /**
     * Katib's own filter of metrics, and values that are not finite, of which Katib's would keep an empty text: some of its services
     * answer no more once they have seen one.
     */
    private static final String METRICS =
            "([\\w|-]+)\\s*=\\s*([+-]?(?:[Nn][Aa][Nn]|[Ii]nf(?:inity)?|\\d*(?:\\.\\d+)?(?:[Ee][+-]?\\d+)?))";

    /** @throws SpecException naming the first parameter that Katib cannot express or needs, and what to do */
    KatibSearch {
        if (spec.training().resources().compute() == null) {
            throw new SpecException("tuneHyperparams: engine 'katib' needs 'compute', a profile of type kubernetes in whose cluster"
                    + " Katib runs");
        }
        requireCommand(spec.training());
        require(spec.objectives().size() == 1, "objectives", "Katib optimizes one metric: give 'objective' and 'direction'");
        require(spec.objective().matches("[\\w|-]+"), "objective", "Katib reads metrics whose names have letters, digits and _|- only");
        require(ALGORITHMS.containsKey(spec.algorithm()), "algorithm", "Katib has no " + spec.algorithm()
                + "; it has " + String.join(", ", ALGORITHMS.keySet().stream().sorted().toList()));
        require(List.of("none", "median").contains(spec.pruner()), "pruner", "Katib has no " + spec.pruner() + "; it has median");
        require(spec.constraints().isEmpty(), "constraints", "Katib knows no conditions between parameters");
        require(spec.enqueue().isEmpty(), "enqueue", "Katib chooses every parameter set itself");
        require(spec.defaults().isEmpty(), "params", "Katib chooses every parameter set itself; '"
                + String.join("', '", spec.defaults().keySet()) + "' is searched already");
        require(spec.warmStart().isEmpty(), "warmStart", "Katib begins every search anew");
        require(spec.repeats() == 1, "repeats", "Katib runs each parameter set once");
        require(spec.maxMinutes() == 0, "maxMinutes", "Katib stops by trials and by 'targetValue'");
        require(spec.noImprovement() == 0, "noImprovement", "Katib stops by trials and by 'targetValue'");
        require(spec.minRegret() == 0, "minRegret", "Katib stops by trials and by 'targetValue'");
        require(spec.seed() >= 0, "seed", "Katib takes seeds from 0");
        new KatibAlgorithm(spec.algorithm()).require(spec.space());
    }

    /** {@code spec.algorithm} of an Experiment. */
    Map<String, Object> algorithm() {
        String name = ALGORITHMS.get(spec.algorithm());
        Map<String, Object> algorithm = new LinkedHashMap<>();
        algorithm.put("algorithmName", name);
        if (!UNSEEDED.contains(name)) {
            algorithm.put(
                    "algorithmSettings", List.of(Map.of("name", "random_state", "value", Long.toString(spec.seed()))));
        }
        return algorithm;
    }

    /** {@code spec.metricsCollectorSpec} of an Experiment. */
    Map<String, Object> metricsCollector() {
        Map<String, Object> collector = new LinkedHashMap<>();
        collector.put("collector", Map.of("kind", "StdOut"));
        // A Gaussian process cannot be fitted to NaN: its service passes over an empty text, and not over that.
        if (!spec.algorithm().equals("gp")) {
            collector.put("source", Map.of("filter", Map.of("metricsFormat", List.of(METRICS))));
        }
        return collector;
    }

    private static void requireCommand(Training training) {
        require(training.form() == Training.Form.COMMAND, "command", "Katib's trials run a command in an image; neither a body nor the"
                + " built-in trainer runs there");
        require(training.metrics() == null || training.metrics().isEmpty(), "metrics", "Katib reads what the command prints,"
                + " lines such as auc=0.93");
        require(training.upload() == null || training.upload().isEmpty(), "upload", "Katib starts trials itself, so no files go"
                + " there: put them into the image or on a volume of 'podOverrides'");
        require(training.model() == null, "model", "no files come back from Katib's trials: train with the best parameters"
                + " afterwards, trainModel(params: …)");
        require(training.checkpoint() == null, "checkpoint", "Katib's trials keep no files between attempts");
        require(training.retries() == 0, "retries", "Katib's trials run once");
    }

    /** {@code spec.maxTrialCount}: Katib's grid takes no more trials than it has points. */
    int trials() {
        return spec.algorithm().equals("grid") ? (int) Math.min(spec.trials(), new KatibSpace(spec.space()).points()) : spec.trials();
    }

    static void require(boolean can, String parameter, String reason) {
        if (!can) {
            throw new SpecException("tuneHyperparams: parameter '" + parameter + "' does not go with engine 'katib': " + reason);
        }
    }
}
