package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/**
 * A call without a receiver, {@code word(positional, name: value) { body }}, as it stands in the text.
 *
 * @param body null when there is none
 */
record Call(
        MethodCallExpression at,
        String word,
        List<Expression> positional,
        Map<String, Expression> named,
        ClosureExpression body) {

    /** The call a statement consists of. */
    static Optional<Call> of(Statement statement) {
        return statement instanceof ExpressionStatement expression ? of(expression.getExpression()) : Optional.empty();
    }

    static Optional<Call> of(Expression expression) {
        if (expression instanceof MethodCallExpression call
                && call.isImplicitThis()
                && call.getMethod() instanceof ConstantExpression method) {
            return Optional.of(of(call, method.getText()));
        }
        return Optional.empty();
    }

    private static Call of(MethodCallExpression call, String word) {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        ClosureExpression body = null;
        List<Expression> arguments =
                call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(call.getArguments());
        for (int i = 0; i < arguments.size(); i++) {
            Expression argument = arguments.get(i);
            if (argument instanceof ClosureExpression closure && i == arguments.size() - 1) {
                body = closure;
            } else if (argument instanceof MapExpression map && i == 0 && hasConstantKeys(map)) {
                map.getMapEntryExpressions()
                        .forEach(entry -> named.put(entry.getKeyExpression().getText(), entry.getValueExpression()));
            } else {
                positional.add(argument);
            }
        }
        return new Call(call, word, List.copyOf(positional), named, body);
    }

    private static boolean hasConstantKeys(MapExpression map) {
        return map.getMapEntryExpressions().stream()
                .map(MapEntryExpression::getKeyExpression)
                .allMatch(ConstantExpression.class::isInstance);
    }

    boolean hasBody() {
        return body != null;
    }

    boolean hasArguments() {
        return !positional.isEmpty() || !named.isEmpty();
    }
}
