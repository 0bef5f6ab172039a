package io.jenkins.plugins.mlsteps.spec.administration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.List;

/**
 * A gate whose verdict a promotion needs. A verdict passes by the rules of whoever wrote the pipeline; what stands here must hold
 * whatever they wrote.
 *
 * @param name of the gate
 * @param rules conditions in CEL over the metrics, the baseline and the slices that the signed verdict states
 * @param baseline what the gate must have compared with, as its author names it; null for whatever it was
 * @param vouchesForFirstModel whether its checks are among those of which one has to stand without a baseline where the policy says
 *     {@code firstModel: absoluteOnly}; nobody writes it: a gate that a folder adds to such a policy does not
 */
public record RequiredGate(String name, List<String> rules, String baseline, @JsonIgnore boolean vouchesForFirstModel)
        implements Serializable {
    public RequiredGate {
        rules = rules == null ? List.of() : List.copyOf(rules);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public RequiredGate(
            @JsonProperty("name") String name,
            @JsonProperty("rules") List<String> rules,
            @JsonProperty("baseline") String baseline) {
        this(name, rules, baseline, true);
    }

    /** A gate that has to pass by its own rules. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static RequiredGate named(String name) {
        return new RequiredGate(name, null, null);
    }

    /** The same, which refuses models but vouches for none. */
    RequiredGate withoutVouching() {
        return new RequiredGate(name, rules, baseline, false);
    }

    /** Whether something of it may need a baseline. A rule that needs one names it; one that only looks like it counts too. */
    boolean compares() {
        return baseline != null || rules.stream().anyMatch(rule -> rule.contains("baseline"));
    }
}
