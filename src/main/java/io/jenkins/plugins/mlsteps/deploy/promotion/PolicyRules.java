package io.jenkins.plugins.mlsteps.deploy.promotion;

import io.jenkins.plugins.mlsteps.gate.rule.Rule;
import io.jenkins.plugins.mlsteps.host.configuration.ConfigException;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.Narrowing;
import io.jenkins.plugins.mlsteps.spec.administration.Policy;

/** Looks at the rules of policies when somebody writes or reads them, not only when a promotion is refused for them. */
public final class PolicyRules {
    private PolicyRules() {}

    /**
     * @param name of what the rules stand in
     * @throws ConfigException naming the first rule of an environment that does not parse
     */
    public static void check(String name, Administration administration) {
        administration.environments().forEach((environment, defined) ->
                check(name + ": 'environments." + environment + ".policy.gates': ", defined.policy()));
    }

    /**
     * @param name of what the rules stand in
     * @throws ConfigException naming the first rule that does not parse
     */
    public static void check(String name, Narrowing narrowing) {
        narrowing.policies().forEach((environment, policy) -> check(name + ": 'policies." + environment + ".gates': ", policy));
    }

    private static void check(String place, Policy policy) {
        policy.gates().stream()
                .flatMap(gate -> gate.rules().stream())
                .flatMap(rule -> new Rule(rule).mistake().stream())
                .findFirst()
                .ifPresent(mistake -> {
                    throw new ConfigException(place + mistake);
                });
    }
}
