package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import io.jenkins.plugins.mlsteps.cli.step.ParallelStep;
import io.jenkins.plugins.mlsteps.cli.step.ScriptStep;
import io.jenkins.plugins.mlsteps.cli.step.StageStep;
import io.jenkins.plugins.mlsteps.cli.step.StepCatalog;
import java.util.List;
import java.util.Optional;
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
        List<Statement> statements = Section.statements(block);
        for (Statement statement : statements) {
            Call call = Call.of(statement).orElse(null);
            if (call == null) {
                parsing.problems().add(statement, "expected is a step; put other Groovy into script { … }");
                statement.visit(script);
            } else {
                Class<? extends Record> type = type(call);
                misplaced(type, statements.size() == 1).ifPresent(problem -> parsing.problems().add(call.at(), problem));
                step(call, type);
            }
        }
    }

    private static Optional<String> misplaced(Class<? extends Record> type, boolean alone) {
        if (type == StageStep.class) {
            return Optional.of("stage is no step here; put it into script { … }, or into stages { … }");
        }
        return type == ParallelStep.class && !alone
                ? Optional.of("parallel must be the only step here; put it into script { … }")
                : Optional.empty();
    }

    /** Null where it is no step. */
    private Class<? extends Record> type(Call call) {
        return parsing.names().isStep(call.word()) ? StepCatalog.find(call.word()).orElseThrow() : null;
    }

    private void step(Call call, Class<? extends Record> type) {
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
