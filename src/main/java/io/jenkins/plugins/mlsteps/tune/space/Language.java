package io.jenkins.plugins.mlsteps.tune.space;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import io.jenkins.plugins.mlsteps.expression.Dialect;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** CEL over parameters. */
final class Language {
    private static final CelCompiler PARSER = Dialect.compiler().build();
    private static final CelRuntime RUNTIME = Dialect.runtime().build();
    private static final Object NULL = constant("null");

    /** Functions that may leave an argument out. */
    private static final Set<String> LAZY = Set.of("_&&_", "_||_", "_?_:_");

    private Language() {}

    private static Object constant(String text) {
        try {
            return RUNTIME.createProgram(PARSER.compile(text).getAst()).eval();
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException(e);
        }
    }

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

    /** Whether an expression has no value without one for each of its names, as nothing in it may be left out. */
    static boolean needsAllNames(CelAbstractSyntaxTree parsed) {
        return CelNavigableAst.fromAst(parsed).getRoot().allNodes()
                .noneMatch(node -> node.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION
                        || node.getKind() == CelExpr.ExprKind.Kind.CALL && LAZY.contains(node.expr().call().function()));
    }

    static CelRuntime.Program program(CelAbstractSyntaxTree parsed, List<Dimension> known)
            throws CelValidationException, CelEvaluationException {
        CelCompilerBuilder builder = Dialect.compiler().setResultType(SimpleType.BOOL);
        known.forEach(dimension -> builder.addVar(dimension.name(), type(dimension)));
        Set<String> reals = known.stream()
                .filter(dimension -> type(dimension) == SimpleType.DOUBLE)
                .map(Dimension::name)
                .collect(Collectors.toSet());
        return RUNTIME.createProgram(
                builder.build().check(RealLiterals.in(parsed, reals)).getAst());
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
        if (value instanceof List || value instanceof Map) {
            return SimpleType.DYN;
        }
        return value instanceof Boolean ? SimpleType.BOOL : SimpleType.STRING;
    }

    /** A value as CEL takes it; null, which a list may have in it, as CEL's own. */
    static Object value(Object value) {
        if (value instanceof Number number) {
            return type(value) == SimpleType.INT ? (Object) number.longValue() : (Object) number.doubleValue();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Language::value).toList();
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> value(entry.getValue())));
        }
        return value == null ? NULL : value instanceof Boolean ? value : value.toString();
    }
}
