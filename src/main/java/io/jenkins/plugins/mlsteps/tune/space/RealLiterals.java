package io.jenkins.plugins.mlsteps.tune.space;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelMutableAst;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelMutableExpr;
import dev.cel.common.navigation.CelNavigableMutableAst;
import dev.cel.common.navigation.CelNavigableMutableExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Whole numbers that an author compares with real parameters, {@code x != 0} or {@code x in [0, 1]}: CEL knows {@code x > 0} of two
 * kinds of numbers, but equality of one kind only.
 */
final class RealLiterals {
    private static final Set<String> EQUALITY = Set.of("_==_", "_!=_");
    private static final Set<String> MEMBERSHIP = Set.of("@in");
    private static final Set<String> ARITHMETIC = Set.of("_+_", "_-_", "_*_", "_/_", "-_");

    private final Set<String> reals;

    private RealLiterals(Set<String> reals) {
        this.reals = reals;
    }

    /**
     * The expression with {@code 0.0} for {@code 0} where it is held against something real.
     *
     * @param reals names of the real parameters
     */
    static CelAbstractSyntaxTree in(CelAbstractSyntaxTree parsed, Set<String> reals) {
        CelMutableAst ast = CelMutableAst.fromCelAst(parsed);
        RealLiterals literals = new RealLiterals(reals);
        CelNavigableMutableAst.fromAst(ast).getRoot().allNodes()
                .map(CelNavigableMutableExpr::expr)
                .filter(expr -> isCall(expr, EQUALITY) || isCall(expr, MEMBERSHIP))
                .map(RealLiterals::sides)
                .toList()
                .forEach(literals::replace);
        return ast.toParsedAst();
    }

    /** What is held against each other: of {@code x in [0, 1]} the parameter and each of the numbers. */
    private static List<CelMutableExpr> sides(CelMutableExpr expr) {
        List<CelMutableExpr> arguments = expr.call().args();
        if (isCall(expr, EQUALITY) || arguments.get(1).getKind() != CelExpr.ExprKind.Kind.LIST) {
            return arguments;
        }
        List<CelMutableExpr> sides = new ArrayList<>(arguments.get(1).list().elements());
        sides.add(arguments.get(0));
        return sides;
    }

    private void replace(List<CelMutableExpr> sides) {
        if (sides.stream().anyMatch(this::isReal)) {
            sides.stream().filter(RealLiterals::isWhole).forEach(side ->
                    side.setConstant(CelConstant.ofValue((double) side.constant().int64Value())));
        }
    }

    private boolean isReal(CelMutableExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.IDENT
                ? reals.contains(expr.ident().name())
                : isCall(expr, ARITHMETIC) && expr.call().args().stream().anyMatch(this::isReal);
    }

    private static boolean isCall(CelMutableExpr expr, Set<String> functions) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CALL && functions.contains(expr.call().function());
    }

    private static boolean isWhole(CelMutableExpr expr) {
        return expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expr.constant().getKind() == CelConstant.Kind.INT64_VALUE;
    }
}
