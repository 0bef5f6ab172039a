package io.jenkins.plugins.mlsteps.gate.rule;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.compiler.CelCompiler;
import dev.cel.runtime.CelEvaluationException;
import io.jenkins.plugins.mlsteps.expression.WholeDivision;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One condition in <a href="https://cel.dev">CEL</a>. Whatever keeps it from being judged — it does not parse, it names
 * something unknown, a number in it is not finite — is a failed check that says so, never a passed one.
 *
 * @param text as the author wrote it
 */
public record Rule(String text) {
    /** Whether the rule speaks of a baseline; false for a rule that does not parse. */
    public boolean needsBaseline() {
        try {
            return References.in(parsed(Language.compiler(new Vocabulary(Map.of(), Map.of()))))
                    .needBaseline();
        } catch (RuleException e) {
            return false;
        }
    }

    /** Why the rule does not parse; empty when it does. Whether what it names is there is known only when it judges. */
    public Optional<String> mistake() {
        try {
            parsed(Language.compiler(new Vocabulary(Map.of(), Map.of())));
            return Optional.empty();
        } catch (RuleException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The metrics of the model that the rule names, among those that there are; none for a rule that does not parse. */
    public Set<String> named(Set<String> known) {
        try {
            References references = References.in(parsed(Language.compiler(new Vocabulary(Map.of(), Map.of()))));
            return Stream.concat(references.free().stream(), references.metrics().stream())
                    .filter(known::contains)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (RuleException e) {
            return Set.of();
        }
    }

    /** The check this rule is for a model, with what was observed and why it passed or failed. */
    public Verdict.Check judge(Vocabulary vocabulary) {
        try {
            return evaluate(compiled(vocabulary), vocabulary);
        } catch (RuleException e) {
            return new Verdict.Check(text, false, e.observed(), text, e.getMessage(), null);
        }
    }

    private CelAbstractSyntaxTree compiled(Vocabulary vocabulary) throws RuleException {
        CelCompiler compiler = Language.compiler(vocabulary);
        CelAbstractSyntaxTree parsed = parsed(compiler);
        new KnownNames(text, vocabulary).check(References.in(parsed));
        try {
            return compiler.check(parsed).getAst();
        } catch (CelValidationException e) {
            throw new RuleException("rule '" + text + "' cannot be judged " + where(e));
        }
    }

    private CelAbstractSyntaxTree parsed(CelCompiler compiler) throws RuleException {
        try {
            CelAbstractSyntaxTree parsed = compiler.parse(text).getAst();
            Optional<String> rounded = WholeDivision.in(parsed);
            if (rounded.isPresent()) {
                throw new RuleException("rule '" + text + "' cannot be meant: " + rounded.get());
            }
            return parsed;
        } catch (CelValidationException e) {
            throw new RuleException("rule '" + text + "' does not parse " + where(e));
        } catch (RuntimeException e) {
            // The parser reports a rule beyond its limits (length, nesting) this way.
            throw new RuleException("rule '" + text + "' does not parse: " + e.getMessage());
        }
    }

    private static String where(CelValidationException failure) {
        CelIssue first = failure.getErrors().get(0);
        String message = first.getMessage()
                .replaceAll("(?s) expecting \\{.*", "")
                .replaceAll("(?s) \\(candidates: .*", "")
                .replace("found no matching overload for", "because nothing defines");
        return "at column " + (first.getSourceLocation().getColumn() + 1) + ": " + message;
    }

    private Verdict.Check evaluate(CelAbstractSyntaxTree rule, Vocabulary vocabulary) throws RuleException {
        Map<Long, Object> values = new LinkedHashMap<>();
        Map<Long, CelExpr> notFinite = new LinkedHashMap<>();
        Object result = run(rule, vocabulary, values, notFinite);
        if (!notFinite.isEmpty()) {
            CelExpr first = notFinite.values().iterator().next();
            throw new RuleException(
                    "rule '" + text + "' meets a number that is not finite: "
                            + Explanation.text(rule, first) + " is " + values.get(first.id()),
                    Explanation.of(rule, values).observed());
        }
        if (!(result instanceof Boolean)) {
            throw new RuleException("rule '" + text + "' answers '" + result + "', expected is true or false");
        }
        boolean passed = (Boolean) result;
        Explanation explanation = Explanation.of(rule, values);
        if (passed && explanation.observed().isEmpty() && !Explanation.asksForNames(rule, values)) {
            throw new RuleException("rule '" + text + "' holds without looking at a number of the model");
        }
        String reason = explanation.observed() + (passed ? " meets " : " does not meet ") + explanation.required();
        return new Verdict.Check(text, passed, explanation.observed(), explanation.required(), reason, null);
    }

    private Object run(
            CelAbstractSyntaxTree rule,
            Vocabulary vocabulary,
            Map<Long, Object> values,
            Map<Long, CelExpr> notFinite)
            throws RuleException {
        try {
            return Language.standardRuntime()
                    .createProgram(rule)
                    .trace(variables(vocabulary), (expression, value) -> {
                        values.put(expression.id(), value);
                        if (value instanceof Double number && !Double.isFinite(number)) {
                            notFinite.putIfAbsent(expression.id(), expression);
                        }
                    });
        } catch (CelEvaluationException e) {
            String why = e.getCause() instanceof IllegalArgumentException cause ? cause.getMessage() : e.getMessage();
            throw new RuleException("rule '" + text + "' cannot be judged: " + why);
        }
    }

    private static Map<String, Object> variables(Vocabulary vocabulary) {
        Map<String, Object> variables = new HashMap<>();
        vocabulary.metrics().forEach((name, value) -> {
            if (Vocabulary.isPlain(name)) {
                variables.put(name, value);
            }
        });
        variables.put(Vocabulary.METRICS, vocabulary.metrics());
        variables.put(Vocabulary.BASELINE, vocabulary.baseline());
        variables.put(Vocabulary.SLICES, vocabulary.slices());
        variables.put(Vocabulary.OVERALL, vocabulary.overall());
        return variables;
    }
}
