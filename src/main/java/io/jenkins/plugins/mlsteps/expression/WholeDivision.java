package io.jenkins.plugins.mlsteps.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.Optional;
import java.util.Set;

/** Whole numbers divided by whole numbers, of which CEL drops the fraction: {@code 9 / 10} is 0. */
public final class WholeDivision {
    private static final Set<CelConstant.Kind> WHOLE = Set.of(CelConstant.Kind.INT64_VALUE, CelConstant.Kind.UINT64_VALUE);
    private static final Set<String> ARITHMETIC = Set.of("_+_", "_-_", "_*_", "_/_", "-_");

    private WholeDivision() {}

    /** Why the first one that an expression writes out cannot be meant; empty when there is none. */
    public static Optional<String> in(CelAbstractSyntaxTree parsed) {
        return CelNavigableAst.fromAst(parsed)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .filter(expression -> isCall(expression, Set.of("_/_")) && isWhole(expression))
                .findFirst()
                .map(any -> "whole numbers are divided without a fraction, 9 / 10 is 0; write 9.0 / 10");
    }

    private static boolean isWhole(CelExpr expression) {
        return expression.getKind() == Kind.CONSTANT
                ? WHOLE.contains(expression.constant().getKind())
                : isCall(expression, ARITHMETIC) && expression.call().args().stream().allMatch(WholeDivision::isWhole);
    }

    private static boolean isCall(CelExpr expression, Set<String> functions) {
        return expression.getKind() == Kind.CALL && functions.contains(expression.call().function());
    }
}
