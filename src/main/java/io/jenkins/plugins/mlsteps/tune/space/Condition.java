package io.jenkins.plugins.mlsteps.tune.space;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.jenkins.plugins.mlsteps.expression.WholeDivision;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A CEL expression over parameters that is true or false, such as {@code batch * seq <= 65536}. */
final class Condition {
    private final String where;
    private final String text;
    private final Set<String> names;
    private final boolean needsAll;
    private final CelRuntime.Program program;
    private volatile String error;

    private Condition(String where, String text, Set<String> names, boolean needsAll, CelRuntime.Program program) {
        this.where = where;
        this.text = text;
        this.names = names;
        this.needsAll = needsAll;
        this.program = program;
    }

    /**
     * @param where for messages, such as {@code parameter 'constraints'}
     * @param known the dimensions it may name
     * @throws SpecException when it does not parse, names something else or is not a condition
     */
    static Condition of(String where, String text, List<Dimension> known) {
        try {
            CelAbstractSyntaxTree parsed = Language.parse(text);
            Set<String> names = Language.identifiers(parsed);
            checkNames(where, text, names, known);
            WholeDivision.in(parsed).ifPresent(why -> {
                throw new SpecException(where + ": '" + text + "' cannot be meant: " + why);
            });
            return new Condition(where, text, names, Language.needsAllNames(parsed), Language.program(parsed, known));
        } catch (CelValidationException e) {
            throw new SpecException(where + ": '" + text + "' is not a condition in CEL: " + firstLine(e.getMessage()), e);
        } catch (CelEvaluationException e) {
            throw new SpecException(where + ": '" + text + "' cannot be evaluated: " + e.getMessage(), e);
        }
    }

    /**
     * Whether the parameters that exist are enough to say that it holds, in CEL's own way: {@code opt == "adam" || mom > 0.5} does
     * where {@code opt} is {@code adam}, with {@code mom} or without. One without a value, as where it divides by zero, does not.
     *
     * @throws SpecException where it puts values of different kinds together
     */
    boolean holds(Map<String, Object> params) {
        return value(params).orElse(false);
    }

    /**
     * Whether the parameters that exist are enough to say that it does not hold: {@code lr < 0.3 && mom < 0.9} fails where {@code lr}
     * is 0.5, with {@code mom} or without.
     *
     * @throws SpecException where it puts values of different kinds together
     */
    boolean fails(Map<String, Object> params) {
        return !value(params).orElse(true);
    }

    /** False where it has none though all that it needs is there; empty where it takes a parameter that does not exist to say. */
    private Optional<Boolean> value(Map<String, Object> params) {
        if (needsAll && !params.keySet().containsAll(names)) {
            return Optional.empty();
        }
        try {
            // A set of unknowns where a parameter that does not exist decides.
            return program.eval(params) instanceof Boolean value ? Optional.of(value) : Optional.empty();
        } catch (CelEvaluationException e) {
            if (!String.valueOf(e.getMessage()).contains("No matching overload")) {
                // The first: after thousands of them the JVM leaves the message of its own exceptions out.
                error = error == null ? e.getMessage() : error;
                return Optional.of(false);
            }
            throw new SpecException(
                    where + ": '" + text + "' can be neither true nor false for " + shown(params)
                            + ": it puts values of different kinds together",
                    e);
        }
    }

    private static String shown(Map<String, Object> params) {
        return params.entrySet().stream()
                .map(param -> param.getKey() + ": "
                        + (param.getValue() instanceof String text ? "'" + text + "'" : param.getValue()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    /** Why it had no value where it was judged first without one, as where it divides by zero, for the end of a sentence; empty where it always had one. */
    String withoutValue() {
        return error == null ? "" : "; where '" + text + "' has no value, it does not hold: " + error;
    }

    /** The parameters it names. */
    Set<String> names() {
        return names;
    }

    String text() {
        return text;
    }

    private static void checkNames(String where, String text, Set<String> names, List<Dimension> known) {
        List<String> allowed = known.stream().map(Dimension::name).toList();
        for (String name : names) {
            if (!allowed.contains(name)) {
                throw new SpecException(where + ": '" + text + "' names '" + name
                        + "', which is not a dimension listed before it" + NearestName.hint(name, allowed)
                        + (allowed.isEmpty() ? "" : " (known: " + String.join(", ", allowed) + ")"));
            }
        }
        if (names.isEmpty()) {
            throw new SpecException(where + ": '" + text + "' names no dimension, so it would never change");
        }
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }
}
