package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.GStringExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Types;

/** Reads {@code environment { NAME = value }}. */
final class EnvironmentParser {
    private final Parsing parsing;

    EnvironmentParser(Parsing parsing) {
        this.parsing = parsing;
    }

    List<Assignment> parse(Section section) {
        List<Assignment> assignments = new ArrayList<>();
        section.find("environment")
                .flatMap(call -> Section.block(call, parsing.problems()))
                .ifPresent(block -> Section.statements(block).forEach(statement -> read(statement, assignments)));
        return List.copyOf(assignments);
    }

    private void read(Statement statement, List<Assignment> assignments) {
        if (statement instanceof ExpressionStatement expression
                && expression.getExpression() instanceof BinaryExpression assignment
                && assignment.getOperation().getType() == Types.ASSIGN
                && assignment.getLeftExpression() instanceof VariableExpression variable
                && isText(assignment.getRightExpression())) {
            Expression value = assignment.getRightExpression();
            noteCredential(value);
            parsing.lint().expression(value);
            assignments.add(new Assignment(variable.getName(), parsing.blocks().add(value)));
        } else {
            parsing.problems()
                    .add(statement, "expected is NAME = 'text', NAME = \"text\", a number or a call such as NAME = credentials('id') in environment");
        }
    }

    /** Jenkins takes quoted text, numbers and calls; variables need quotes. */
    private static boolean isText(Expression value) {
        return value instanceof GStringExpression
                || value instanceof MethodCallExpression
                || value instanceof ConstantExpression constant && constant.getValue() != null
                || value instanceof BinaryExpression sum
                        && sum.getOperation().getType() == Types.PLUS
                        && isText(sum.getLeftExpression());
    }

    private void noteCredential(Expression value) {
        Call.of(value)
                .filter(call -> call.word().equals("credentials") && call.positional().size() == 1)
                .flatMap(call -> Literals.value(call.positional().get(0), Set.of()))
                .ifPresent(id -> parsing.credentials().add(id.toString()));
    }
}
