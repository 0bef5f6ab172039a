package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

import java.util.List;
import java.util.Map;

/**
 * A stage, or the cell of a matrix.
 *
 * @param input arguments of the {@code input} directive; null for none
 * @param when null when it always runs
 * @param post steps by condition, in Jenkins's order
 */
public record Stage(
        int line,
        String name,
        List<Assignment> environment,
        Options options,
        Code input,
        When when,
        Work work,
        boolean failFast,
        Map<PostCondition, Code> post) {}
