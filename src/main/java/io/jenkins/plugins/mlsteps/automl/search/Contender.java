package io.jenkins.plugins.mlsteps.automl.search;

import io.jenkins.plugins.mlsteps.automl.learn.Family;
import io.jenkins.plugins.mlsteps.automl.learn.Learner;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Candidate;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A candidate and how it did in cross-validation.
 *
 * @param metrics mean of each metric over the folds
 * @param spread standard deviation of the objective over the folds
 * @param standardError of the objective's mean over the folds
 */
public record Contender(
        Family family,
        Map<String, Object> params,
        String objective,
        Map<String, Double> metrics,
        double spread,
        double standardError,
        double seconds) {
    /** Names the family among a candidate's parameters. */
    public static final String FAMILY = "family";

    static Contender of(
            Family family, Map<String, Object> params, String objective, Map<String, List<Double>> folds, double seconds) {
        Map<String, Double> means = folds.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> mean(entry.getValue()), (a, b) -> a, TreeMap::new));
        double mean = means.get(objective);
        double spread = Math.sqrt(mean(folds.get(objective).stream()
                .map(value -> (value - mean) * (value - mean))
                .toList()));
        double standardError = spread / Math.sqrt(folds.get(objective).size() - 1.0);
        return new Contender(family, params, objective, means, spread, standardError, seconds);
    }

    /**
     * The family that parameters name.
     *
     * @param families that are allowed; of one alone the name may be left out
     */
    static Family family(Map<String, Object> params, List<Family> families) {
        Object named = params.get(FAMILY);
        if (named != null) {
            return Family.named(named.toString());
        }
        if (families.size() == 1) {
            return families.get(0);
        }
        throw new SpecException("parameters of the built-in trainer need 'family': "
                + families.stream().map(Family::word).collect(Collectors.joining(" | ")));
    }

    static Map<String, Object> withoutFamily(Map<String, Object> params) {
        Map<String, Object> rest = new HashMap<>(params);
        rest.remove(FAMILY);
        return new TreeMap<>(rest);
    }

    public Learner learner() {
        return family.learner(params);
    }

    public double score() {
        return metrics.get(objective);
    }

    public Candidate record() {
        return new Candidate(family.word(), params, objective, score(), spread, seconds);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
