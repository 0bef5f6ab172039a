package io.jenkins.plugins.mlsteps.gate.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.parser.CelUnparserFactory;
import io.jenkins.plugins.mlsteps.record.Rounded;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a rule saw and what it asked for, in words: {@code auc = 0.9412} and {@code >= baseline.auc - 0.005 = 0.931}.
 */
record Explanation(String observed, String required) {
    private static final Map<String, String> COMPARISONS = Map.of(
            "_>=_", ">=", "_>_", ">", "_<=_", "<=", "_<_", "<", "_==_", "==", "_!=_", "!=");

    /**
     * @param values of the rule's expressions, by their identifier, as evaluation met them
     */
    static Explanation of(CelAbstractSyntaxTree rule, Map<Long, Object> values) {
        CelExpr root = rule.getExpr();
        if (root.getKind() == Kind.CALL && COMPARISONS.containsKey(root.call().function())) {
            CelExpr left = root.call().args().get(0);
            CelExpr right = root.call().args().get(1);
            return new Explanation(
                    side(rule, left, values),
                    COMPARISONS.get(root.call().function()) + " " + side(rule, right, values));
        }
        return new Explanation(everySeen(rule, values), text(rule, root));
    }

    private static String number(double value) {
        return Rounded.to(6, value);
    }

    private static String side(CelAbstractSyntaxTree rule, CelExpr expression, Map<Long, Object> values) {
        boolean isNumber = expression.getKind() == Kind.CONSTANT && values.get(expression.id()) instanceof Double;
        return isNumber ? number((Double) values.get(expression.id())) : text(rule, expression) + value(expression, values);
    }

    /** {@code " = 0.93"}; nothing for a constant, which is its own value, and for what was not evaluated. */
    private static String value(CelExpr expression, Map<Long, Object> values) {
        Object value = values.get(expression.id());
        if (expression.getKind() == Kind.CONSTANT || value == null || value instanceof Map) {
            return "";
        }
        return " = " + (value instanceof Double number ? number(number) : value);
    }

    private static String everySeen(CelAbstractSyntaxTree rule, Map<Long, Object> values) {
        Map<String, String> seen = new TreeMap<>();
        CelNavigableAst.fromAst(rule)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .filter(expression -> isReading(expression) && values.get(expression.id()) instanceof Double)
                .forEach(expression -> seen.put(text(rule, expression), value(expression, values)));
        StringBuilder observed = new StringBuilder();
        seen.forEach((name, value) ->
                observed.append(observed.isEmpty() ? "" : ", ").append(name).append(value));
        return observed.toString();
    }

    /** Whether evaluation came to a {@code has(…)}, which sees a name and no number. */
    static boolean asksForNames(CelAbstractSyntaxTree rule, Map<Long, Object> values) {
        return CelNavigableAst.fromAst(rule)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .anyMatch(expression -> expression.getKind() == Kind.SELECT
                        && expression.select().testOnly()
                        && values.containsKey(expression.id()));
    }

    private static boolean isReading(CelExpr expression) {
        return expression.getKind() == Kind.IDENT
                || expression.getKind() == Kind.SELECT
                || expression.getKind() == Kind.CALL
                        && (expression.call().function().equals("_[_]")
                                || expression.call().target().isPresent());
    }

    static String text(CelAbstractSyntaxTree rule, CelExpr part) {
        return CelUnparserFactory.newUnparser()
                .unparse(CelAbstractSyntaxTree.newParsedAst(part, rule.getSource()))
                .replace("math.@max", "math.greatest")
                .replace("math.@min", "math.least")
                .replace('"', '\'');
    }
}
