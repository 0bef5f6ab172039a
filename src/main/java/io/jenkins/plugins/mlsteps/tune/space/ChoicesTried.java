package io.jenkins.plugins.mlsteps.tune.space;

import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A condition over choices alone, tried on all their values. */
final class ChoicesTried {
    /** Sets of values up to which they are tried; takes well under a second. */
    private static final long MOST = 10_000;

    private final Condition condition;
    private final List<Dimension.Choice> choices;

    private ChoicesTried(Condition condition, List<Dimension.Choice> choices) {
        this.condition = condition;
        this.choices = choices;
    }

    /** Whether no values meet the condition; false too when it names other than choices, or so many that nobody can try. */
    static boolean allFail(Condition condition, List<Dimension> known) {
        List<Dimension.Choice> choices = new ArrayList<>();
        double sets = 1;
        for (Dimension dimension : known) {
            if (condition.names().contains(dimension.name())) {
                if (!(dimension instanceof Dimension.Choice choice)) {
                    return false;
                }
                choices.add(choice);
                sets *= choice.values().size();
            }
        }
        return sets <= MOST && !new ChoicesTried(condition, choices).holds(0, new LinkedHashMap<>());
    }

    private boolean holds(int position, Map<String, Object> params) {
        if (position == choices.size()) {
            return condition.holds(params);
        }
        Dimension.Choice choice = choices.get(position);
        for (Object value : choice.values()) {
            params.put(choice.name(), Language.value(value));
            if (holds(position + 1, params)) {
                return true;
            }
        }
        return false;
    }
}
