package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.List;
import java.util.stream.Collectors;

/** A Jenkinsfile that cannot run here; the message has a line {@code file:line:column: what} for each problem. */
public class JenkinsfileException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public JenkinsfileException(String file, List<Problem> problems) {
        super(problems.stream().map(problem -> problem.in(file)).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<Problem> problems() {
        return problems;
    }
}
