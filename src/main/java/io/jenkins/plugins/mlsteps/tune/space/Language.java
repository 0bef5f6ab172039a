package io.jenkins.plugins.mlsteps.tune.space;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.Collectors;

/** CEL over parameters: the standard language, and whole numbers beside decimals in arithmetic ({@code lr * 2}). */
final class Language {
    /** The limits keep an expression from using more than a moment of time or stack. */
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(10_000)
            .maxParseRecursionDepth(50)
            .maxExpressionCodePointSize(10_000)
            .build();

    private static final Map<String, DoubleBinaryOperator> ARITHMETIC = Map.of(
            "_+_", (a, b) -> a + b,
            "_-_", (a, b) -> a - b,
            "_*_", (a, b) -> a * b,
            "_/_", (a, b) -> a / b);

    private static final CelCompiler PARSER = builder().build();
    private static final CelRuntime RUNTIME = runtime();

    private Language() {}

    static CelAbstractSyntaxTree parse(String text) throws CelValidationException {
        return PARSER.parse(text).getAst();
    }

    /** The names an expression uses, but not those of its own loops. */
    static Set<String> identifiers(CelAbstractSyntaxTree parsed) {
        Set<String> loops = CelNavigableAst.fromAst(parsed).getRoot().allNodes()
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION)
                .flatMap(node -> List.of(
                        node.expr().comprehension().iterVar(),
                        node.expr().comprehension().accuVar())
                        .stream())
                .collect(Collectors.toSet());
        return CelNavigableAst.fromAst(parsed).getRoot().allNodes()
                .filter(node -> node.getKind() == CelExpr.ExprKind.Kind.IDENT)
                .map(CelNavigableExpr::expr)
                .map(expr -> expr.ident().name())
                .filter(name -> !loops.contains(name))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    static CelRuntime.Program program(CelAbstractSyntaxTree parsed, List<Dimension> known)
            throws CelValidationException, CelEvaluationException {
        CelCompilerBuilder builder = builder().setResultType(SimpleType.BOOL);
        known.forEach(dimension -> builder.addVar(dimension.name(), type(dimension)));
        return RUNTIME.createProgram(builder.build().check(parsed).getAst());
    }

    private static CelType type(Dimension dimension) {
        if (dimension instanceof Dimension.IntRange) {
            return SimpleType.INT;
        }
        if (!(dimension instanceof Dimension.Choice choice)) {
            return SimpleType.DOUBLE;
        }
        Set<CelType> types = choice.values().stream().map(Language::type).collect(Collectors.toSet());
        return types.size() == 1 ? types.iterator().next() : SimpleType.DYN;
    }

    private static CelType type(Object value) {
        if (value instanceof Integer || value instanceof Long) {
            return SimpleType.INT;
        }
        if (value instanceof Number) {
            return SimpleType.DOUBLE;
        }
        return value instanceof Boolean ? SimpleType.BOOL : SimpleType.STRING;
    }

    /** A value as CEL takes it. */
    static Object value(Object value) {
        if (value instanceof Number number) {
            return type(value) == SimpleType.INT ? (Object) number.longValue() : (Object) number.doubleValue();
        }
        return value instanceof Boolean ? value : value.toString();
    }

    private static CelCompilerBuilder builder() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(ARITHMETIC.keySet().stream()
                        .map(operator -> CelFunctionDecl.newFunctionDeclaration(
                                operator,
                                CelOverloadDecl.newGlobalOverload(
                                        overload(operator, "double_int"),
                                        SimpleType.DOUBLE,
                                        SimpleType.DOUBLE,
                                        SimpleType.INT),
                                CelOverloadDecl.newGlobalOverload(
                                        overload(operator, "int_double"),
                                        SimpleType.DOUBLE,
                                        SimpleType.INT,
                                        SimpleType.DOUBLE)))
                        .toList());
    }

    private static CelRuntime runtime() {
        List<CelFunctionBinding> bindings = new ArrayList<>();
        ARITHMETIC.forEach((operator, function) -> {
            bindings.add(CelFunctionBinding.from(
                    overload(operator, "double_int"), Double.class, Long.class, (a, b) -> function.applyAsDouble(a, b)));
            bindings.add(CelFunctionBinding.from(
                    overload(operator, "int_double"), Long.class, Double.class, (a, b) -> function.applyAsDouble(a, b)));
        });
        return CelRuntimeFactory.standardCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .addFunctionBindings(bindings)
                .build();
    }

    private static String overload(String operator, String operands) {
        return "mixed_" + (int) operator.charAt(1) + "_" + operands;
    }
}
