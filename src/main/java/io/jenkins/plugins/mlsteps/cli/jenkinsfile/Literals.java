package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.UnaryMinusExpression;

/** Values that can be read off the text without running anything. */
final class Literals {
    private static final Map<String, Object> CONSTANTS = Map.of(
            "Double.NaN", Double.NaN,
            "Double.POSITIVE_INFINITY", Double.POSITIVE_INFINITY,
            "Double.NEGATIVE_INFINITY", Double.NEGATIVE_INFINITY);

    private Literals() {}

    /**
     * The value of an expression, or nothing when it is known only at run time.
     *
     * @param nestedWords calls such as {@code logUniform(…)} that stand for {@code [type: 'logUniform', …]}
     */
    static Optional<Object> value(Expression expression, Set<String> nestedWords) {
        if (expression instanceof ConstantExpression constant) {
            return Optional.ofNullable(constant.getValue());
        }
        if (expression instanceof UnaryMinusExpression minus) {
            return value(minus.getExpression(), nestedWords)
                    .filter(Number.class::isInstance)
                    .map(number -> new BigDecimal(number.toString()).negate());
        }
        if (expression instanceof ListExpression list && !list.isWrapped()) {
            return list(list.getExpressions(), nestedWords);
        }
        if (expression instanceof MapExpression map) {
            return map(map, nestedWords);
        }
        if (expression instanceof PropertyExpression property && CONSTANTS.containsKey(property.getText())) {
            return Optional.of(CONSTANTS.get(property.getText()));
        }
        return Call.of(expression)
                .filter(call -> nestedWords.contains(call.word()) && call.positional().isEmpty() && !call.hasBody())
                .flatMap(call -> nested(call, nestedWords));
    }

    private static Optional<Object> list(List<Expression> expressions, Set<String> nestedWords) {
        List<Object> values = new ArrayList<>();
        for (Expression expression : expressions) {
            Optional<Object> value = value(expression, nestedWords);
            if (value.isEmpty() && !isNull(expression)) {
                return Optional.empty();
            }
            values.add(value.orElse(null));
        }
        return Optional.of(values);
    }

    private static Optional<Object> map(MapExpression map, Set<String> nestedWords) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (MapEntryExpression entry : map.getMapEntryExpressions()) {
            Optional<Object> key = value(entry.getKeyExpression(), nestedWords);
            Optional<Object> value = value(entry.getValueExpression(), nestedWords);
            if (key.isEmpty() || value.isEmpty() && !isNull(entry.getValueExpression())) {
                return Optional.empty();
            }
            values.put(key.get().toString(), value.orElse(null));
        }
        return Optional.of(values);
    }

    private static Optional<Object> nested(Call call, Set<String> nestedWords) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("type", call.word());
        for (Map.Entry<String, Expression> argument : call.named().entrySet()) {
            Optional<Object> value = value(argument.getValue(), nestedWords);
            if (value.isEmpty() && !isNull(argument.getValue())) {
                return Optional.empty();
            }
            values.put(argument.getKey(), value.orElse(null));
        }
        return Optional.of(values);
    }

    private static boolean isNull(Expression expression) {
        return expression instanceof ConstantExpression constant && constant.getValue() == null;
    }
}
