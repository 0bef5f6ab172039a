package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.ArrayList;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.VariableScope;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;

/** The pieces of Groovy in a pipeline; each becomes a closure of the compiled script. */
final class Blocks {
    private final List<Expression> closures = new ArrayList<>();

    /** A block the author wrote. */
    Code add(ClosureExpression block) {
        closures.add(block);
        return new Code(closures.size() - 1, block.getLineNumber());
    }

    /** A single expression. */
    Code add(Expression expression) {
        return add(closure(expression));
    }

    /** The named arguments of a call, a single positional one under {@code first}. */
    Code addArguments(Call call, String first) {
        MapExpression map = new MapExpression();
        if (call.positional().size() == 1) {
            map.addMapEntryExpression(new ConstantExpression(first), call.positional().get(0));
        }
        call.named().forEach((name, value) -> map.addMapEntryExpression(new ConstantExpression(name), value));
        map.setSourcePosition(call.at());
        return add(map);
    }

    ListExpression asList() {
        return new ListExpression(closures);
    }

    static ClosureExpression closure(Expression expression, Parameter... parameters) {
        ExpressionStatement statement = new ExpressionStatement(expression);
        ClosureExpression closure = new ClosureExpression(parameters, statement);
        closure.setVariableScope(new VariableScope());
        position(expression, statement, closure);
        return closure;
    }

    private static void position(ASTNode source, ASTNode... targets) {
        for (ASTNode target : targets) {
            target.setSourcePosition(source);
        }
    }
}
