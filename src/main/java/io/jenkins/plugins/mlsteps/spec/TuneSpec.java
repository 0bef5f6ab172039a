package io.jenkins.plugins.mlsteps.spec;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an author says with {@code tuneHyperparams}.
 *
 * @param objective the only or first objective; given alone, or filled from {@code objectives}
 * @param objectives at least one; the first is {@code objective}
 * @param directions as many as {@code objectives}
 */
@Word(value = "tuneHyperparams", doc = "Search for the parameters that make a model best.")
public record TuneSpec(
        @Parameter(value = "Name of the study; its records are under ml/tune/<name>.", required = true) String name,
        @Parameter("Metric to optimize, as the training reports it. Required, unless 'objectives' are given.")
                String objective,
        @Parameter(
                        value = "Whether larger or smaller objective values are better. Required with 'objective'.",
                        allowed = {"maximize", "minimize"})
                String direction,
        @Parameter("What to vary: uniform, logUniform, intRange, choice. May be left out with 'target': the built-in"
                        + " trainer has its own space.")
                List<Dimension> space,
        @Parameter(
                        value = "How the next trial is chosen; auto picks by budget, space and parallelism.",
                        defaultValue = "auto",
                        allowed = {"auto", "random", "grid", "sobol", "tpe", "gp", "cmaes", "nsga2"})
                String algorithm,
        @Parameter(value = "Number of parameter sets to try.", defaultValue = "20", min = 1, max = 1_000_000) int trials,
        @Parameter(value = "Trials that run at the same time.", defaultValue = "1", min = 1, max = 1000) int parallel,
        @Parameter(
                        value = "Stops trials that look bad while they run.",
                        defaultValue = "none",
                        allowed = {"none", "median", "percentile", "asha", "hyperband", "patience", "wilcoxon"})
                String pruner,
        @Parameter(value = "Seed of the search; trial n sees ML_SEED = seed + n.", defaultValue = "0") long seed,
        @Embedded Training training,
        @Parameter("Conditions in CEL that every parameter set must meet: batch * seq <= 65536.")
                List<String> constraints,
        @Parameter("Parameter sets to try first, as maps (or JSON text); what a map leaves out is chosen by the sampler. After"
                        + " them come the values that 'params' has for parameters of the space.")
                List<Object> enqueue,
        @Parameter("Earlier studies to learn from: names under ml/tune (its own name: its earlier runs), directories or"
                        + " trials.jsonl files.")
                List<String> warmStart,
        @Parameter("Metrics to optimize together; the result is a Pareto set. Instead of 'objective'.")
                List<String> objectives,
        @Parameter(
                        value = "One direction for each of 'objectives'.",
                        allowed = {"maximize", "minimize"})
                List<String> directions,
        @Parameter(
                        value = "How often each parameter set is run; the sampler sees the mean.",
                        defaultValue = "1",
                        min = 1,
                        max = 100)
                int repeats,
        @Parameter(value = "Minutes after which no new trial starts; 0 means no limit.", defaultValue = "0", min = 0)
                double maxMinutes,
        @Parameter(
                        value = "Stop after this many finished parameter sets without a better one; 0 means never.",
                        defaultValue = "0",
                        min = 0)
                int noImprovement,
        @Parameter("Stop when the objective of a trial of this run is at least this good.") Double targetValue,
        @Parameter(
                        value = "Stop when the estimated possible improvement over the best trial falls below this"
                                + " (Gaussian process, one objective); 0 means never.",
                        defaultValue = "0",
                        min = 0)
                double minRegret,
        @Parameter(
                        value = "Who searches: this plugin, or Katib in the cluster of the compute profile.",
                        defaultValue = "mlsteps",
                        allowed = {"mlsteps", "katib"})
                String engine,
        @Parameter("Label of the nodes on which trials with a body run, each trial on one of its own; Jenkins only, elsewhere they"
                        + " run on this machine. 'upload' goes there; metric files, the model and the ML_* directories come back.")
                String label)
        implements Serializable {
    @JsonCreator
    public TuneSpec {
        Names.check("name", name);
        space = listOrEmpty(space);
        constraints = listOrEmpty(constraints);
        enqueue = listOrEmpty(enqueue);
        warmStart = listOrEmpty(warmStart);
        objectives = listOrEmpty(objectives);
        directions = listOrEmpty(directions);
        repeats = Math.max(1, repeats);
        engine = engine == null ? "mlsteps" : engine;
        if (objectives.isEmpty()) {
            requireOne(objective, direction, directions);
            objectives = List.of(objective);
            directions = List.of(direction);
        } else {
            requireMany(objective, direction, objectives, directions);
            objective = objectives.get(0);
            direction = directions.get(0);
        }
        requireFitting(objectives, algorithm, pruner, targetValue, minRegret);
        requireBodyFor(label, training);
        if (!space.isEmpty()) {
            new SearchSpace(space);
            requireDistinctVariables(space, training);
        } else if (training == null || training.target() == null) {
            throw new SpecException("parameter 'space' is required: give at least one dimension");
        }
    }

    /** One objective over one space, everything else as it is by default. */
    public TuneSpec(
            String name,
            String objective,
            String direction,
            List<Dimension> space,
            String algorithm,
            int trials,
            int parallel,
            String pruner,
            long seed,
            Training training) {
        this(
                name, objective, direction, space, algorithm, trials, parallel, pruner, seed, training, List.of(),
                List.of(), List.of(), List.of(), List.of(), 1, 0, 0, null, 0, null, null);
    }

    public boolean maximizes() {
        return direction.equals("maximize");
    }

    /** Whether the objective at a position of {@code objectives} is to be made large. */
    public boolean maximizes(int position) {
        return directions.get(position).equals("maximize");
    }

    /** What the training's own parameters say of those that the search varies: the values to begin with. */
    public Map<String, Object> defaults() {
        Map<String, Object> defaults = new LinkedHashMap<>();
        if (training != null && training.params() != null) {
            space.stream()
                    .map(Dimension::name)
                    .filter(training.params()::containsKey)
                    .forEach(parameter -> defaults.put(parameter, training.params().get(parameter)));
        }
        return defaults;
    }

    /**
     * This study over a space: what the built-in trainer does when the author gave none.
     *
     * @param begin parameter sets to try after those that the author enqueued
     */
    public TuneSpec withSpace(List<Dimension> dimensions, List<? extends Map<String, ?>> begin) {
        List<Object> first = new ArrayList<>(enqueue);
        first.addAll(begin);
        return new TuneSpec(
                name, objective, direction, dimensions, algorithm, trials, parallel, pruner, seed, training, constraints,
                first, warmStart, objectives, directions, repeats, maxMinutes, noImprovement, targetValue, minRegret, engine,
                label);
    }

    private static <T> List<T> listOrEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    private static void requireOne(String objective, String direction, List<String> directions) {
        if (objective == null || objective.isBlank()) {
            throw new SpecException("parameter 'objective' is required: the metric to optimize, as the training reports it"
                    + " (or 'objectives' for several)");
        }
        if (!directions.isEmpty()) {
            throw new SpecException("parameter 'directions' goes with 'objectives'; with 'objective' write direction:"
                    + " 'maximize' or 'minimize'");
        }
        if (direction == null) {
            throw new SpecException("parameter 'direction' is required: 'maximize' or 'minimize', whichever makes '"
                    + objective + "' better");
        }
    }

    private static void requireMany(
            String objective, String direction, List<String> objectives, List<String> directions) {
        if (objectives.size() != directions.size()) {
            throw new SpecException("parameter 'directions' has " + directions.size() + " entries, 'objectives' has "
                    + objectives.size() + ": give one direction for each objective");
        }
        if (objectives.stream().anyMatch(String::isBlank)) {
            throw new SpecException("parameter 'objectives' has an entry that is empty: name a metric");
        }
        if (Set.copyOf(objectives).size() != objectives.size()) {
            throw new SpecException("parameter 'objectives' names a metric twice: " + objectives);
        }
        if (objective != null && !objective.equals(objectives.get(0))
                || direction != null && !direction.equals(directions.get(0))) {
            throw new SpecException("both 'objective' and 'objectives' are given: choose one");
        }
    }

    private static void requireBodyFor(String label, Training training) {
        if (label == null) {
            return;
        }
        if (label.isBlank()) {
            throw new SpecException("parameter 'label' is empty: name a label of your nodes, or leave it out");
        }
        if (training != null && training.form() != Training.Form.BODY) {
            throw new SpecException("parameter 'label' chooses nodes for trials with a body; given is a '"
                    + (training.command() != null ? "command" : "target")
                    + "': call it in a body, tuneHyperparams(…) { sh '…' }, or choose a cluster with 'compute'");
        }
    }

    private static void requireDistinctVariables(List<Dimension> space, Training training) {
        if (training != null && training.params() != null) {
            List<String> parameters = new ArrayList<>(space.stream().map(Dimension::name).toList());
            parameters.addAll(training.params().keySet());
            ParameterVariable.requireDistinct("parameters 'space' and 'params'", parameters);
        }
    }

    private static void requireFitting(
            List<String> objectives, String algorithm, String pruner, Double targetValue, double minRegret) {
        if (objectives.size() == 1) {
            return;
        }
        if (List.of("gp", "cmaes").contains(algorithm)) {
            throw new SpecException("parameter 'algorithm' is '" + algorithm + "', which takes one objective; given are "
                    + objectives.size() + ": use auto, nsga2, tpe, random, sobol or grid");
        }
        if (pruner != null && !pruner.equals("none")) {
            throw new SpecException("parameter 'pruner' is '" + pruner
                    + "', but trials with several objectives cannot be compared while they run: use 'none'");
        }
        if (targetValue != null || minRegret > 0) {
            throw new SpecException("parameters 'targetValue' and 'minRegret' take one objective; given are "
                    + objectives.size());
        }
    }
}
