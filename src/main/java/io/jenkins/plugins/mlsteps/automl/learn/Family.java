package io.jenkins.plugins.mlsteps.automl.learn;

import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The model families, by the names authors use. */
public enum Family {
    LINEAR(LinearLearner.class),
    RANDOM_FOREST(ForestLearner.class),
    GRADIENT_BOOSTING(BoostingLearner.class);

    private final Class<? extends Record> learner;

    Family(Class<? extends Record> learner) {
        this.learner = learner;
    }

    /** linear, randomForest or gradientBoosting. */
    public String word() {
        return Binder.wordOf(learner);
    }

    /** @throws SpecException when there is no family of that name */
    public static Family named(String word) {
        List<String> words = Arrays.stream(values()).map(Family::word).toList();
        if (!words.contains(word)) {
            throw new SpecException("model family '" + word + "' is unknown, allowed is " + String.join(" | ", words)
                    + NearestName.hint(word, words));
        }
        return values()[words.indexOf(word)];
    }

    /**
     * @param params those that are missing have their defaults
     * @throws SpecException naming the parameter that the family does not have, or whose value is impossible
     */
    public Learner learner(Map<String, ?> params) {
        return (Learner) Binder.bind(learner, params);
    }
}
