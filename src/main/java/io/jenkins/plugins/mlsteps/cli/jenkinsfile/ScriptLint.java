package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import io.jenkins.plugins.mlsteps.cli.step.StepCatalog;
import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;

/** Checks every call without a receiver in a piece of Groovy. */
final class ScriptLint extends CodeVisitorSupport {
    private final Parsing parsing;

    /** Closures given to methods we do not know may have a delegate that answers to any word: those are left to run time. */
    private int foreignClosures;

    ScriptLint(Parsing parsing) {
        this.parsing = parsing;
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        Optional<Call> own = Call.of(call);
        own.ifPresent(this::check);
        boolean foreign = own.isEmpty() && !KnownNames.isGroovy(call.getMethodAsString());
        boolean with = "with".equals(call.getMethodAsString());
        foreignClosures += foreign || with ? 1 : 0;
        super.visitMethodCallExpression(call);
        foreignClosures -= foreign || with ? 1 : 0;
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        if (foreignClosures == 0) {
            super.visitClosureExpression(closure);
        }
    }

    private void check(Call call) {
        KnownNames names = parsing.names();
        if (names.isStep(call.word())) {
            new StepArguments(call, StepCatalog.find(call.word()).orElseThrow()).check(parsing.problems());
        } else if (!names.isKnown(call.word())) {
            parsing.problems().add(call.at(), unknown(call.word()));
        }
        credential(call);
    }

    private void credential(Call call) {
        Expression id = call.named().get("credentialsId");
        if (id != null) {
            Literals.value(id, Set.of()).ifPresent(value -> parsing.credentials().add(value.toString()));
        }
    }

    /** Steps of Jenkins itself and its most used plugins get a clearer answer than a spelling hint. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "bat", "it needs Windows; use sh",
            "powershell", "it needs Windows; use sh",
            "node", "every stage runs on this machine; leave it out",
            "build", "it starts another Jenkins job",
            "git", "the workspace is used as it is; leave it out",
            "docker", "it needs Jenkins's Docker Pipeline plugin",
            "library", "shared libraries need Jenkins",
            "mail", "it needs Jenkins's mailer",
            "emailext", "it needs Jenkins's mailer");

    static String unknown(String word) {
        if (ELSEWHERE.containsKey(word)) {
            return "step '" + word + "' is not supported by this runner: " + ELSEWHERE.get(word);
        }
        Set<String> steps = new TreeSet<>(StepCatalog.words());
        Set<String> nested = new TreeSet<>(StepCatalog.nestedWords());
        Set<String> known = new TreeSet<>(steps);
        known.addAll(nested);
        String hint = NearestName.hint(word, known);
        return "unknown step '" + word + "'"
                + (hint.isEmpty()
                        ? " (steps this runner has: " + String.join(", ", steps) + "; words for their parameters: "
                                + String.join(", ", nested) + ")"
                        : hint);
    }
}
