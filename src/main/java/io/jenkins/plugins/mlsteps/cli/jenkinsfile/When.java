package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

/** Whether a stage runs, and whether that is asked before its {@code input} and its {@code options}. */
public record When(Condition condition, boolean beforeInput, boolean beforeOptions) {}
