package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import io.jenkins.plugins.mlsteps.cli.step.CheckoutStep;
import io.jenkins.plugins.mlsteps.cli.step.ParallelStep;
import io.jenkins.plugins.mlsteps.cli.step.StepCatalog;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import io.jenkins.plugins.mlsteps.spec.ParameterInfo;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TrainSpec;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.steps.RuleCheck;
import io.jenkins.plugins.mlsteps.steps.SearchCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.VariableExpression;

/**
 * The arguments of a call against the parameters they are for.
 *
 * @param type record of a step, or of a nested word
 */
record StepArguments(Call call, Class<? extends Record> type) {
    private static final Pattern PARAMETER = Pattern.compile("parameter '(\\w+)'");

    void check(Problems problems) {
        checkBody(problems);
        if (hasTooManyPositional(problems)) {
            return;
        }
        if (type == ParallelStep.class) {
            checkBranches(problems);
            return;
        }
        Map<String, Object> known = new LinkedHashMap<>();
        Map<String, Expression> all = all();
        all.forEach((name, expression) -> value(expression).ifPresent(value -> known.put(name, value)));
        Set<String> later = all.keySet().stream()
                .filter(name -> !known.containsKey(name))
                .collect(Collectors.toSet());
        try {
            Binder.check(type, known, later);
            checkForm(all, known);
            if (type == TuneSpec.class && later.isEmpty()) {
                SearchCheck.require(Binder.bind(TuneSpec.class, known));
            }
            if (type == GateSpec.class && later.isEmpty()) {
                RuleCheck.require(Binder.bind(GateSpec.class, known));
            }
        } catch (SpecException e) {
            problems.add(at(e.getMessage(), all), e.getMessage());
        }
    }

    private void checkBranches(Problems problems) {
        call.named().forEach((name, expression) -> value(expression)
                .filter(value -> !(name.equals("failFast") && value instanceof Boolean))
                .ifPresent(value -> problems.add(expression, "parallel: branch '" + name + "' must be { … }")));
    }

    /** The call bound to its record, when all of it are literals. */
    Optional<Record> literal(Problems problems) {
        if (hasTooManyPositional(problems)) {
            return Optional.empty();
        }
        Map<String, Object> given = new LinkedHashMap<>();
        for (Map.Entry<String, Expression> argument : all().entrySet()) {
            Optional<Object> value = value(argument.getValue());
            if (value.isEmpty()) {
                problems.add(argument.getValue(), call.word() + ": must be a literal value here");
                return Optional.empty();
            }
            given.put(argument.getKey(), value.get());
        }
        try {
            return Optional.of(Binder.bind(type, given));
        } catch (SpecException e) {
            problems.add(call.at(), e.getMessage());
            return Optional.empty();
        }
    }

    /** Arguments by name, an unnamed one under the name of the first parameter. */
    private Map<String, Expression> all() {
        Map<String, Expression> all = new LinkedHashMap<>();
        if (!call.positional().isEmpty()) {
            StepCatalog.first(type).map(ParameterInfo::name).ifPresent(name -> all.put(name, call.positional().get(0)));
        }
        all.putAll(call.named());
        return all;
    }

    private boolean hasTooManyPositional(Problems problems) {
        Optional<ParameterInfo> first = StepCatalog.first(type);
        int allowed = first.isPresent() ? 1 : 0;
        if (call.positional().size() <= allowed) {
            return false;
        }
        Expression surplus = call.positional().get(allowed);
        problems.add(surplus, call.word() + ": " + (allowed == 0 ? "no value may" : "only one value may")
                + " stand without a name; write " + example());
        return true;
    }

    private String example() {
        return ParameterInfo.of(type).stream()
                .filter(parameter -> parameter.required() || parameter.equals(StepCatalog.first(type).orElse(null)))
                .map(parameter -> parameter.name() + ": …")
                .collect(Collectors.joining(", ", call.word() + "(", ")"));
    }

    private void checkBody(Problems problems) {
        if (!call.hasBody() && StepCatalog.needsBody(type)) {
            problems.add(call.at(), call.word() + " needs a body { … }");
        }
        if (call.hasBody() && !StepCatalog.takesBody(type)) {
            problems.add(call.body(), call.word() + " takes no body");
        }
    }

    /** Whether command, target and body go together can be told even when their values cannot; of what goes with a target, when they can. */
    private void checkForm(Map<String, Expression> all, Map<String, Object> known) {
        if (!StepCatalog.isMl(type) || !StepCatalog.takesBody(type)) {
            return;
        }
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("name", "shape");
        Set.of("command", "target", "data").stream()
                .filter(name -> all.containsKey(name) && !isNull(all.get(name)))
                .forEach(name -> shape.put(name, name));
        Set.of("task", "candidates", "budgetMinutes").stream()
                .filter(known::containsKey)
                .forEach(name -> shape.put(name, known.get(name)));
        try {
            Binder.bind(TrainSpec.class, shape).training().requireForm(call.word(), call.hasBody());
        } catch (SpecException e) {
            throw new SpecException(e.getMessage().replace(Binder.wordOf(TrainSpec.class), call.word()), e);
        }
    }

    private static boolean isNull(Expression expression) {
        return expression.getText().equals("null");
    }

    private Optional<Object> value(Expression expression) {
        if (expression instanceof VariableExpression variable && variable.getName().equals("scm")) {
            return Optional.of(CheckoutStep.WORKSPACE);
        }
        return Literals.value(expression, StepCatalog.nestedWords(type).keySet());
    }

    /** Where the parameter stands that an error is about. */
    private ASTNode at(String message, Map<String, Expression> all) {
        Matcher parameter = PARAMETER.matcher(message);
        if (parameter.find() && all.containsKey(parameter.group(1))) {
            Expression value = all.get(parameter.group(1));
            return value.getLineNumber() > 0 ? value : call.at();
        }
        return call.at();
    }
}
