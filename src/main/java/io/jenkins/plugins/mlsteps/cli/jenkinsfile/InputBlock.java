package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import io.jenkins.plugins.mlsteps.cli.step.InputStep;
import io.jenkins.plugins.mlsteps.spec.ParameterInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;

/** The block form of {@code input}, one line a parameter. */
final class InputBlock {
    private static final Set<String> DIRECTIVES = ParameterInfo.of(InputStep.class).stream()
            .map(ParameterInfo::name)
            .collect(Collectors.toUnmodifiableSet());

    private InputBlock() {}

    /** The same as a call with named arguments. */
    static Call asCall(Call input, Problems problems) {
        Section section = Section.read("input", input.body(), DIRECTIVES, problems);
        Map<String, Expression> named = new LinkedHashMap<>();
        section.directives().forEach((name, call) -> {
            if (name.equals("parameters")) {
                ListExpression parameters = new ListExpression();
                Section.block(call, problems)
                        .ifPresent(block -> Section.calls("parameters", block, problems)
                                .forEach(parameter -> parameters.addExpression(parameter.at())));
                parameters.setSourcePosition(call.at());
                named.put(name, parameters);
            } else if (call.positional().size() == 1 && call.named().isEmpty()) {
                named.put(name, call.positional().get(0));
            } else {
                problems.add(call.at(), "'" + name + "' needs one value");
            }
        });
        return new Call(input.at(), input.word(), List.of(), named, null);
    }
}
