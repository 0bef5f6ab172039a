package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.codehaus.groovy.ast.ASTNode;

/** Collects what is wrong with a Jenkinsfile, so that an author sees all of it at once. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();

    void add(ASTNode at, String message) {
        found.add(new Problem(Math.max(1, at.getLineNumber()), Math.max(1, at.getColumnNumber()), message));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Problem> sorted() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column))
                .toList();
    }
}
