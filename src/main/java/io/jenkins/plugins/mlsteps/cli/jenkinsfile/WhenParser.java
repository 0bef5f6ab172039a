package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ClosureExpression;

/** Reads {@code when}. */
final class WhenParser {
    private static final Set<String> ORDER = Set.of("beforeAgent", "beforeInput", "beforeOptions");

    /** The parameters of each condition that has some, the first of which may stand without its name. */
    private static final Map<String, List<String>> TESTS = Map.of(
            "branch", List.of("pattern", "comparator"),
            "changelog", List.of("pattern"),
            "changeset", List.of("pattern", "comparator", "caseSensitive"),
            "changeRequest",
                    List.of("id", "target", "branch", "fork", "url", "title", "author", "authorDisplayName", "authorEmail", "comparator"),
            "environment", List.of("name", "value", "ignoreCase"),
            "equals", List.of("expected", "actual"),
            "tag", List.of("pattern", "comparator"),
            "triggeredBy", List.of("cause", "detail"),
            "buildingTag", List.of());

    private final Parsing parsing;

    WhenParser(Parsing parsing) {
        this.parsing = parsing;
    }

    When parse(Section section) {
        return section.find("when")
                .flatMap(call -> Section.block(call, parsing.problems()))
                .map(this::read)
                .orElse(null);
    }

    private When read(ClosureExpression block) {
        List<Condition> conditions = new ArrayList<>();
        Set<String> flags = new HashSet<>();
        for (Call call : Section.calls("when", block, parsing.problems())) {
            if (ORDER.contains(call.word())) {
                if (Section.flag(call, parsing.problems())) {
                    flags.add(call.word());
                }
            } else {
                condition(call).ifPresent(conditions::add);
            }
        }
        if (conditions.isEmpty()) {
            parsing.problems().add(block, "when needs a condition");
        }
        return new When(
                new Condition.AllOf(List.copyOf(conditions)),
                flags.contains("beforeInput"),
                flags.contains("beforeOptions"));
    }

    private Optional<Condition> condition(Call call) {
        return switch (call.word()) {
            case "expression" -> Section.block(call, parsing.problems()).map(block -> {
                parsing.lint().script(block);
                return new Condition.Expression(parsing.blocks().add(block));
            });
            case "allOf" -> nested(call).map(Condition.AllOf::new);
            case "anyOf" -> nested(call).map(Condition.AnyOf::new);
            case "not" -> nested(call).flatMap(conditions -> {
                if (conditions.size() != 1) {
                    parsing.problems().add(call.at(), "not needs exactly one condition");
                    return Optional.empty();
                }
                return Optional.of(new Condition.Not(conditions.get(0)));
            });
            default -> test(call);
        };
    }

    private Optional<List<Condition>> nested(Call call) {
        return Section.block(call, parsing.problems())
                .map(block -> Section.calls(call.word(), block, parsing.problems()).stream()
                        .flatMap(inner -> condition(inner).stream())
                        .toList());
    }

    private Optional<Condition> test(Call call) {
        List<String> parameters = TESTS.get(call.word());
        if (parameters == null) {
            Set<String> known = new HashSet<>(TESTS.keySet());
            known.addAll(Set.of("expression", "not", "allOf", "anyOf"));
            parsing.problems().add(call.at(), "unknown condition '" + call.word() + "' in when"
                    + NearestName.hint(call.word(), known) + " (supported: "
                    + String.join(", ", known.stream().sorted().toList()) + ")");
            return Optional.empty();
        }
        call.named().forEach((name, value) -> {
            if (!parameters.contains(name)) {
                parsing.problems().add(value, call.word() + ": unknown parameter '" + name + "'"
                        + NearestName.among(name, parameters));
            }
            parsing.lint().expression(value);
        });
        return Optional.of(new Condition.Test(
                call.word(), parsing.blocks().addArguments(call, parameters.isEmpty() ? "" : parameters.get(0))));
    }
}
