package io.jenkins.plugins.mlsteps.spec.administration;

import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Two policies at once: what satisfies the result satisfies the first.
 *
 * @param base the administrator's
 * @param more what is asked for beside it
 */
record StricterPolicy(String environment, Policy base, Policy more) {
    /** From what asks for least to what asks for most. */
    private static final List<String> FIRST_MODEL = List.of("pass", "absoluteOnly", "fail");

    /**
     * @throws SpecException when both cannot be asked for, or the second would ask for less
     */
    Policy both() {
        return new Policy(
                gates(),
                shorter(base.maxAgeHours(), more.maxAgeHours()),
                approvals(),
                firstModel(),
                union(base.freeze(), more.freeze()),
                jobs(),
                verdictsFrom(),
                base.overrideHours() == null ? null : shorter(base.overrideHours(), more.overrideHours()),
                replays());
    }

    private List<RequiredGate> gates() {
        Map<String, RequiredGate> gates = new LinkedHashMap<>();
        Stream.concat(base.gates().stream(), more.gates().stream().map(this::added))
                .forEach(gate -> gates.merge(gate.name(), gate, this::both));
        return List.copyOf(gates.values());
    }

    /** Where the first asks one of its own gates for a check that stands without a baseline, no other gate will do. */
    private RequiredGate added(RequiredGate gate) {
        boolean asksItsOwn = "absoluteOnly".equals(base.firstModel()) && !base.gates().isEmpty();
        return asksItsOwn ? gate.withoutVouching() : gate;
    }

    private RequiredGate both(RequiredGate one, RequiredGate other) {
        boolean differ = one.baseline() != null && other.baseline() != null && !one.baseline().equals(other.baseline());
        if (differ) {
            throw wrong(
                    "gates",
                    "asks that '" + one.name() + "' compares with '" + other.baseline() + "', but it has to compare with '"
                            + one.baseline() + "' already");
        }
        String baseline = one.baseline() == null ? other.baseline() : one.baseline();
        return new RequiredGate(one.name(), union(one.rules(), other.rules()), baseline, one.vouchesForFirstModel());
    }

    /** Null, which lets an unguarded environment take replays, stays null: what is asked for beside it may guard it. */
    private Boolean replays() {
        boolean refused = Boolean.FALSE.equals(more.replays()) || Boolean.FALSE.equals(base.replays());
        return refused ? Boolean.FALSE : base.replays();
    }

    private static <T> List<T> union(List<T> one, List<T> other) {
        Set<T> all = new LinkedHashSet<>(one);
        all.addAll(other);
        return new ArrayList<>(all);
    }

    private static Double shorter(Double one, Double other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return Double.valueOf(Math.min(one, other));
    }

    private Policy.Approvals approvals() {
        String group = base.approvals().group();
        String asked = more.approvals().group();
        if (group != null && asked != null && !group.equals(asked)) {
            throw wrong("approvals.group", "is '" + asked + "', but approvals are those of '" + group + "' already");
        }
        return new Policy.Approvals(
                Math.max(base.approvals().count(), more.approvals().count()),
                group == null ? asked : group,
                base.approvals().notAuthor() || more.approvals().notAuthor());
    }

    /**
     * Where the first says nothing, it asks nothing of a first model, but its gates that compare do: they pass nothing that was
     * compared with nothing, and pass and absoluteOnly would excuse it.
     */
    private String firstModel() {
        boolean silent = base.firstModel() == null && base.gates().stream().anyMatch(RequiredGate::compares);
        if (silent) {
            return more.firstModel() == null || more.firstModel().equals("pass") ? null : "fail";
        }
        return strictness(more.firstModel()) > strictness(base.firstModel()) ? more.firstModel() : base.firstModel();
    }

    /** An unknown word refuses everything. */
    private static int strictness(String firstModel) {
        if (firstModel == null) {
            return -1;
        }
        return FIRST_MODEL.contains(firstModel) ? FIRST_MODEL.indexOf(firstModel) : FIRST_MODEL.size();
    }

    private List<String> jobs() {
        if (!base.jobs().isEmpty() && !base.jobs().containsAll(more.jobs())) {
            throw wrong("jobs", "is " + more.jobs() + ", which is not a part of " + base.jobs());
        }
        return more.jobs().isEmpty() ? base.jobs() : more.jobs();
    }

    /** An empty list means the promoting job alone, so that a list where there was none would accept more. */
    private List<String> verdictsFrom() {
        if (!base.verdictsFrom().containsAll(more.verdictsFrom())) {
            throw wrong(
                    "verdictsFrom",
                    "is " + more.verdictsFrom() + ", which accepts more than "
                            + (base.verdictsFrom().isEmpty() ? "verdicts of the job itself" : base.verdictsFrom()));
        }
        return more.verdictsFrom().isEmpty() ? base.verdictsFrom() : more.verdictsFrom();
    }

    private SpecException wrong(String key, String what) {
        return new SpecException("'policies." + environment + "." + key + "' " + what);
    }
}
