package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;

/** The directives between two braces, each at most once. */
record Section(String name, Map<String, Call> directives) {
    /** Directives of Jenkins that need plugins which are not here. */
    private static final Set<String> JENKINS_ONLY = Set.of("libraries");

    /** @param allowed words of the directives; anything else is a problem */
    static Section read(String name, ClosureExpression block, Set<String> allowed, Problems problems) {
        Map<String, Call> directives = new LinkedHashMap<>();
        for (Call call : calls(name, block, problems)) {
            if (!allowed.contains(call.word())) {
                problems.add(call.at(), unknown(name, call.word(), allowed));
            } else if (directives.putIfAbsent(call.word(), call) != null) {
                problems.add(call.at(), "'" + call.word() + "' stands twice in " + name);
            }
        }
        return new Section(name, directives);
    }

    /** The statements of a block, all of which must be calls. */
    static List<Call> calls(String name, ClosureExpression block, Problems problems) {
        List<Call> calls = new ArrayList<>();
        for (Statement statement : statements(block)) {
            Optional<Call> call = Call.of(statement);
            call.ifPresentOrElse(
                    calls::add,
                    () -> problems.add(statement, unexpected(name, statement)));
        }
        return calls;
    }

    static List<Statement> statements(ClosureExpression block) {
        return block.getCode() instanceof BlockStatement statements ? statements.getStatements() : List.of(block.getCode());
    }

    Optional<Call> find(String word) {
        return Optional.ofNullable(directives.get(word));
    }

    /** The block of a directive that consists of one. */
    static Optional<ClosureExpression> block(Call call, Problems problems) {
        if (call.body() == null || call.hasArguments()) {
            problems.add(call.at(), "'" + call.word() + "' needs a block: " + call.word() + " { … }");
            return Optional.empty();
        }
        return Optional.of(call.body());
    }

    /** The text a directive such as {@code name 'x'} is given. */
    static Optional<String> text(Call call, Problems problems) {
        Optional<String> text = call.positional().size() == 1 && call.named().isEmpty()
                ? Literals.value(call.positional().get(0), Set.of())
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                : Optional.empty();
        if (text.isEmpty()) {
            problems.add(call.at(), "'" + call.word() + "' needs a text in quotes, without variables");
        }
        return text;
    }

    /** The truth value a directive such as {@code failFast true} is given. */
    static boolean flag(Call call, Problems problems) {
        Expression given = call.positional().size() == 1 ? call.positional().get(0) : null;
        Optional<Object> value = given == null ? Optional.empty() : Literals.value(given, Set.of());
        if (value.isEmpty() || !(value.get() instanceof Boolean)) {
            problems.add(call.at(), "'" + call.word() + "' needs true or false");
            return false;
        }
        return (Boolean) value.get();
    }

    private static String unknown(String section, String word, Set<String> allowed) {
        if (JENKINS_ONLY.contains(word)) {
            return "'" + word + "' is not supported by this runner: it needs Jenkins";
        }
        return "unknown directive '" + word + "' in " + section + NearestName.among(word, new TreeSet<>(allowed));
    }

    /** Groovy reads {@code always { … } success { … }} in one line as a call on what the first one returns. */
    private static String unexpected(String section, Statement statement) {
        boolean chained = statement instanceof ExpressionStatement expression
                && expression.getExpression() instanceof MethodCallExpression call
                && call.getObjectExpression() instanceof MethodCallExpression;
        return chained
                ? "each directive of " + section + " needs a line of its own"
                : "expected is a directive of " + section + ", given is '" + excerpt(statement) + "'";
    }

    private static String excerpt(Statement statement) {
        String text = statement.getText();
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
