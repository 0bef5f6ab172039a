package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.List;
import org.codehaus.groovy.ast.ClassHelper;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.NamedArgumentListExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;

/**
 * Turns {@code sleep 5} into {@code invokeStep('sleep', 5)}: Groovy gives every object methods of its own, {@code sleep} among them,
 * which would win over a step of the same name.
 */
final class StepCallRewriter extends CodeVisitorSupport {
    static final String METHOD = "invokeStep";

    private final KnownNames names;

    StepCallRewriter(KnownNames names) {
        this.names = names;
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        super.visitMethodCallExpression(call);
        Call.of(call).filter(own -> names.isStep(own.word())).ifPresent(own -> rewrite(call, own.word()));
    }

    private static void rewrite(MethodCallExpression call, String word) {
        List<Expression> arguments =
                call.getArguments() instanceof TupleExpression tuple ? tuple.getExpressions() : List.of(call.getArguments());
        if (arguments.stream().anyMatch(SpreadExpression.class::isInstance)) {
            return;
        }
        List<Expression> values = arguments.stream()
                .map(argument -> argument instanceof NamedArgumentListExpression named
                        ? new MapExpression(named.getMapEntryExpressions())
                        : argument)
                .toList();
        ArgumentListExpression rewritten = new ArgumentListExpression(
                new ConstantExpression(word), new ArrayExpression(ClassHelper.OBJECT_TYPE, values));
        rewritten.setSourcePosition(call.getArguments());
        call.setArguments(rewritten);
        ConstantExpression method = new ConstantExpression(METHOD);
        method.setSourcePosition(call.getMethod());
        call.setMethod(method);
    }
}
