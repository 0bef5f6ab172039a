package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import io.jenkins.plugins.mlsteps.cli.step.ScriptStep;
import io.jenkins.plugins.mlsteps.cli.step.StepCatalog;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.stmt.Statement;

/** Checks the steps of a block: which they are, their parameters, and in {@code script} any call at all. */
final class StepLint {
    private final Parsing parsing;
    private final ScriptLint script;

    StepLint(Parsing parsing) {
        this.parsing = parsing;
        this.script = new ScriptLint(parsing);
    }

    /** A block in which Declarative Pipeline allows steps only. */
    void steps(ClosureExpression block) {
        for (Statement statement : Section.statements(block)) {
            Call call = Call.of(statement).orElse(null);
            if (call == null) {
                parsing.problems().add(statement, "expected is a step; put other Groovy into script { … }");
                statement.visit(script);
            } else {
                step(call);
            }
        }
    }

    private void step(Call call) {
        Class<? extends Record> type =
                parsing.names().isStep(call.word()) ? StepCatalog.find(call.word()).orElseThrow() : null;
        if (type == null || type == ScriptStep.class || call.body() == null || !StepCatalog.takesBody(type)) {
            call.at().visit(script);
            return;
        }
        new StepArguments(call, type).check(parsing.problems());
        call.positional().forEach(this::expression);
        call.named().values().forEach(this::expression);
        steps(call.body());
    }

    void script(ClosureExpression block) {
        block.visit(script);
    }

    void expression(Expression expression) {
        expression.visit(script);
    }
}
