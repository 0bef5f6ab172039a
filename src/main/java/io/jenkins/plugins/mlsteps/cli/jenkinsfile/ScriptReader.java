package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArgumentListExpression;
import org.codehaus.groovy.ast.expr.BinaryExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.ListExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.syntax.Token;
import org.codehaus.groovy.syntax.Types;

/** Finds the pipeline in a script, reads it, and leaves in its place a call that hands over its pieces as closures. */
final class ScriptReader {
    private final ModuleNode module;
    private final ClassNode script;
    private final Parsing parsing;
    private Pipeline pipeline;

    ScriptReader(ModuleNode module, ClassNode script) {
        this.module = module;
        this.script = script;
        this.parsing = Parsing.of(KnownNames.of(module, script));
    }

    void read() {
        List<Statement> statements = module.getStatementBlock().getStatements();
        List<Statement> pipelines = statements.stream()
                .filter(statement -> pipelineCall(statement).isPresent())
                .toList();
        if (pipelines.size() != 1) {
            parsing.problems().add(pipelines.isEmpty() ? module : pipelines.get(1), pipelines.isEmpty()
                    ? "there is no pipeline { … }: this runner runs Declarative Pipelines"
                    : "there is a second pipeline { … }");
            return;
        }
        Statement statement = pipelines.get(0);
        Call call = pipelineCall(statement).orElseThrow();
        checkSurroundings(statements, statement);
        pipeline = new PipelineParser(parsing).parse(call);
        if (parsing.problems().isEmpty()) {
            call.at().setArguments(new ArgumentListExpression(parsing.blocks().asList(), variables(statements)));
            StepCallRewriter rewriter = new StepCallRewriter(parsing.names());
            module.getStatementBlock().visit(rewriter);
            ownMethods().forEach(method -> method.getCode().visit(rewriter));
        }
    }

    List<Problem> problems() {
        return parsing.problems().sorted();
    }

    Pipeline pipeline() {
        return pipeline;
    }

    private static Optional<Call> pipelineCall(Statement statement) {
        return Call.of(statement).filter(call -> call.word().equals("pipeline"));
    }

    private void checkSurroundings(List<Statement> statements, Statement pipelineStatement) {
        boolean after = false;
        ScriptLint lint = new ScriptLint(parsing);
        for (Statement statement : statements) {
            if (statement == pipelineStatement) {
                after = true;
            } else if (after && !isNothing(statement)) {
                parsing.problems().add(statement, "nothing but method definitions may follow pipeline { … }");
            } else {
                declaration(statement).ifPresent(this::checkAnnotations);
                statement.visit(lint);
            }
        }
        for (MethodNode method : ownMethods()) {
            checkAnnotations(method);
            method.getCode().visit(lint);
        }
    }

    private static boolean isNothing(Statement statement) {
        return statement instanceof ExpressionStatement expression
                && expression.getExpression() instanceof ConstantExpression constant
                && constant.isNullExpression();
    }

    /** {@code @NonCPS} tells Jenkins how to run a method, which makes no difference here; {@code @Library} loads code of Jenkins. */
    private void checkAnnotations(AnnotatedNode node) {
        List<AnnotationNode> own = new ArrayList<>(node.getAnnotations());
        for (AnnotationNode annotation : own) {
            String name = annotation.getClassNode().getNameWithoutPackage();
            if (name.equals("NonCPS")) {
                node.getAnnotations().remove(annotation);
            } else if (name.equals("Library")) {
                parsing.problems().add(annotation, "@Library is not supported by this runner: shared libraries need Jenkins");
                node.getAnnotations().remove(annotation);
            }
        }
    }

    private List<MethodNode> ownMethods() {
        return script.getMethods().stream()
                .filter(method -> method.getCode() != null && !method.isSynthetic())
                .filter(method -> !method.getName().equals("run") && !method.getName().equals("main"))
                .toList();
    }

    private static Optional<DeclarationExpression> declaration(Statement statement) {
        return statement instanceof ExpressionStatement expression
                        && expression.getExpression() instanceof DeclarationExpression declaration
                ? Optional.of(declaration)
                : Optional.empty();
    }

    /** {@code [name: [{ -> name }, { value -> name = value }], …]}: what a resumed run needs to give variables their values. */
    private static MapExpression variables(List<Statement> statements) {
        MapExpression map = new MapExpression();
        for (Statement statement : statements) {
            declaration(statement).ifPresent(declaration -> names(declaration.getLeftExpression())
                    .forEach(name -> map.addMapEntryExpression(new ConstantExpression(name), access(name))));
        }
        return map;
    }

    private static List<String> names(Expression declared) {
        return declared instanceof TupleExpression tuple
                ? tuple.getExpressions().stream().map(Expression::getText).toList()
                : List.of(((VariableExpression) declared).getName());
    }

    private static ListExpression access(String name) {
        Parameter value = new Parameter(org.codehaus.groovy.ast.ClassHelper.OBJECT_TYPE, "newValueOf_" + name);
        Expression assignment = new BinaryExpression(
                new VariableExpression(name),
                Token.newSymbol(Types.ASSIGN, -1, -1),
                new VariableExpression(value.getName()));
        return new ListExpression(List.of(
                Blocks.closure(new VariableExpression(name)), Blocks.closure(assignment, value)));
    }
}
