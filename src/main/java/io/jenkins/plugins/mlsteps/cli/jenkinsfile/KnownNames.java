package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import groovy.lang.Script;
import io.jenkins.plugins.mlsteps.cli.step.StepCatalog;
import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.runtime.DefaultGroovyMethods;

/**
 * What may be called in a Jenkinsfile besides steps.
 *
 * @param methods defined in it
 * @param variables defined in it anywhere: a variable may hold a closure
 */
record KnownNames(Set<String> methods, Set<String> variables) {
    /** Methods every object has in Groovy, such as {@code each}, {@code with} and {@code println}. */
    private static final Set<String> GROOVY = Stream.concat(
                    Stream.of(DefaultGroovyMethods.class.getMethods())
                            .filter(method -> method.getParameterCount() > 0
                                    && method.getParameterTypes()[0] == Object.class)
                            .map(Method::getName),
                    Stream.of(Script.class.getMethods()).map(Method::getName))
            .collect(Collectors.toUnmodifiableSet());

    static KnownNames of(ModuleNode module, ClassNode script) {
        Set<String> methods = script.getMethods().stream()
                .map(MethodNode::getName)
                .filter(name -> !name.equals("run") && !name.equals("main"))
                .collect(Collectors.toSet());
        VariableFinder finder = new VariableFinder();
        module.getStatementBlock().visit(finder);
        script.getMethods().forEach(method -> {
            finder.add(method.getParameters());
            if (method.getCode() != null) {
                method.getCode().visit(finder);
            }
        });
        return new KnownNames(methods, finder.names);
    }

    boolean isStep(String word) {
        return StepCatalog.words().contains(word) && !methods.contains(word);
    }

    boolean isKnown(String word) {
        return methods.contains(word)
                || variables.contains(word)
                || GROOVY.contains(word)
                || word.equals("credentials")
                || StepCatalog.nestedWords().contains(word);
    }

    static boolean isGroovy(String method) {
        return GROOVY.contains(method);
    }

    private static final class VariableFinder extends CodeVisitorSupport {
        private final Set<String> names = new HashSet<>();

        void add(Parameter[] parameters) {
            if (parameters != null) {
                Stream.of(parameters).map(Parameter::getName).forEach(names::add);
            }
        }

        @Override
        public void visitDeclarationExpression(DeclarationExpression declaration) {
            if (declaration.getLeftExpression() instanceof TupleExpression tuple) {
                tuple.getExpressions().forEach(variable -> names.add(variable.getText()));
            } else if (declaration.getLeftExpression() instanceof VariableExpression variable) {
                names.add(variable.getName());
            }
            super.visitDeclarationExpression(declaration);
        }

        @Override
        public void visitClosureExpression(ClosureExpression closure) {
            add(closure.getParameters());
            super.visitClosureExpression(closure);
        }

        @Override
        public void visitForLoop(ForStatement loop) {
            names.add(loop.getVariable().getName());
            super.visitForLoop(loop);
        }
    }
}
