package io.jenkins.plugins.mlsteps.spec.administration;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.Serializable;
import java.util.List;

/**
 * A gate whose verdict a promotion needs. A verdict passes by the rules of whoever wrote the pipeline; what stands here must hold
 * whatever they wrote.
 *
 * @param name of the gate
 * @param rules conditions in CEL over the metrics, the baseline and the slices that the signed verdict states
 * @param baseline what the gate must have compared with, as its author names it; null for whatever it was
 */
public record RequiredGate(String name, List<String> rules, String baseline) implements Serializable {
    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public RequiredGate {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    /** A gate that has to pass by its own rules. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static RequiredGate named(String name) {
        return new RequiredGate(name, null, null);
    }

    /** Whether something of it may need a baseline. A rule that needs one names it; one that only looks like it counts too. */
    boolean compares() {
        return baseline != null || rules.stream().anyMatch(rule -> rule.contains("baseline"));
    }
}
