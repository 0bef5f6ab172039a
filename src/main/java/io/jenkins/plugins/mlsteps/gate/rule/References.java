package io.jenkins.plugins.mlsteps.gate.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names a rule mentions.
 *
 * @param free identifiers that the rule itself does not introduce
 * @param metrics keys looked up in {@code metrics}
 * @param baseline keys looked up in {@code baseline}
 * @param slices keys looked up in {@code slices}
 */
record References(Set<String> free, Set<String> metrics, Set<String> baseline, Set<String> slices) {
    private static final Set<String> TYPES = Set.of(
            "int", "uint", "double", "bool", "string", "bytes", "list", "map", "type", "null_type", "math", "dyn");

    static References in(CelAbstractSyntaxTree ast) {
        List<CelExpr> expressions = CelNavigableAst.fromAst(ast)
                .getRoot()
                .allNodes()
                .map(node -> node.expr())
                .toList();
        References references =
                new References(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        Set<String> introduced = introduced(expressions);
        for (CelExpr expression : expressions) {
            references.collect(expression, introduced);
        }
        return references;
    }

    /** Whether the rule depends on a baseline at all. */
    boolean needBaseline() {
        return free.contains(Vocabulary.BASELINE);
    }

    /** A rule that names nothing would pass or fail whatever the model is. */
    boolean isEmpty() {
        return free.isEmpty();
    }

    private void collect(CelExpr expression, Set<String> introduced) {
        if (expression.getKind() == Kind.IDENT) {
            String name = expression.ident().name();
            if (!introduced.contains(name) && !TYPES.contains(name)) {
                free.add(name);
            }
        } else if (expression.getKind() == Kind.SELECT && !expression.select().testOnly()) {
            key(expression.select().operand(), expression.select().field());
        } else if (isLookup(expression)) {
            CelExpr index = expression.call().args().get(1);
            if (index.getKind() == Kind.CONSTANT && index.constant().getKind() == CelConstant.Kind.STRING_VALUE) {
                key(expression.call().args().get(0), index.constant().stringValue());
            }
        }
    }

    private void key(CelExpr operand, String key) {
        if (operand.getKind() == Kind.IDENT) {
            switch (operand.ident().name()) {
                case Vocabulary.METRICS -> metrics.add(key);
                case Vocabulary.BASELINE -> baseline.add(key);
                case Vocabulary.SLICES -> slices.add(key);
                default -> {
                    // a key of something else is the type checker's business
                }
            }
        }
    }

    private static boolean isLookup(CelExpr expression) {
        return expression.getKind() == Kind.CALL
                && expression.call().function().equals("_[_]")
                && expression.call().args().size() == 2;
    }

    private static Set<String> introduced(List<CelExpr> expressions) {
        Set<String> names = new LinkedHashSet<>();
        for (CelExpr expression : expressions) {
            if (expression.getKind() == Kind.COMPREHENSION) {
                names.add(expression.comprehension().iterVar());
                names.add(expression.comprehension().iterVar2());
                names.add(expression.comprehension().accuVar());
            }
        }
        return names;
    }
}
