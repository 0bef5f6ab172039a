package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

/** Conditions of {@code post}, in the order in which Jenkins runs them. */
public enum PostCondition {
    always,
    changed,
    fixed,
    regression,
    aborted,
    failure,
    success,
    unstable,
    unsuccessful,
    notBuilt,
    cleanup
}
