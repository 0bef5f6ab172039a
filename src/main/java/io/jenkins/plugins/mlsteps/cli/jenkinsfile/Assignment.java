package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

/** A variable of an {@code environment} block. */
public record Assignment(String name, Code value) {}
