package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.gate.rule.Rule;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.List;

/** Finds rules that fail every model, before anything runs: a gate comes after the training, which may take hours. */
public final class RuleCheck {
    private RuleCheck() {}

    /** @throws SpecException naming the first rule that does not parse or cannot be meant */
    public static void require(GateSpec spec) {
        require("rules", spec.rules());
        require("sliceRules", spec.sliceRules());
    }

    private static void require(String parameter, List<String> rules) {
        rules.stream().flatMap(rule -> new Rule(rule).mistake().stream()).findFirst().ifPresent(mistake -> {
            throw new SpecException("evaluateGate: parameter '" + parameter + "': " + mistake);
        });
    }
}
