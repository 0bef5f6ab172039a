package io.jenkins.plugins.mlsteps.spec.administration;

import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a part of an installation, such as a folder of Jenkins, takes away from what an administrator defined. It can only
 * take away.
 *
 * @param environments the only ones that may be used; null means all
 * @param compute the only compute profiles that may be used; null means all
 * @param policies what promotions into an environment need beside what the administrator asks for
 */
public record Narrowing(List<String> environments, List<String> compute, Map<String, Policy> policies)
        implements Serializable {
    public Narrowing {
        environments = environments == null ? null : List.copyOf(environments);
        compute = compute == null ? null : List.copyOf(compute);
        policies = policies == null ? Map.of() : new LinkedHashMap<>(policies);
    }

    /** Takes nothing away. */
    public static Narrowing none() {
        return new Narrowing(null, null, null);
    }

    /**
     * What is left.
     *
     * @throws SpecException when a policy is for an environment that is not defined, or asks for less
     */
    public Administration of(Administration all) {
        policies.keySet().forEach(name -> known(name, all));
        Map<String, Environment> left = new LinkedHashMap<>();
        only(environments, all.environments())
                .forEach((name, environment) -> left.put(name, stricter(name, environment)));
        return new Administration(
                left, only(compute, all.compute()), all.credentials(), all.prices(), all.registry());
    }

    /** The first name among those that may be used that nothing has, in words; empty when all are defined. */
    public Optional<String> unknown(Administration all) {
        return unknown("environments", environments, all.environments().keySet())
                .or(() -> unknown("compute", compute, all.compute().keySet()));
    }

    private static Optional<String> unknown(String key, List<String> names, Collection<String> defined) {
        return names == null
                ? Optional.empty()
                : names.stream()
                        .filter(name -> !defined.contains(name))
                        .findFirst()
                        .map(name -> "'" + key + "' names '" + name + "', which is not defined" + NearestName.hint(name, defined));
    }

    private static void known(String name, Administration all) {
        if (!all.environments().containsKey(name)) {
            throw new SpecException("'policies." + name + "' is for an environment that is not defined"
                    + NearestName.hint(name, all.environments().keySet()));
        }
    }

    private Environment stricter(String name, Environment environment) {
        Policy more = policies.get(name);
        UnaryOperator<Policy> both = policy -> more == null ? policy : new StricterPolicy(name, policy, more).both();
        return new Environment(environment.tier(), environment.target(), both.apply(environment.policy()));
    }

    private static <T> Map<String, T> only(List<String> names, Map<String, T> all) {
        Map<String, T> left = new LinkedHashMap<>(all);
        if (names != null) {
            left.keySet().retainAll(names);
        }
        return left;
    }
}
