package io.jenkins.plugins.mlsteps.cli.jenkinsfile;

/**
 * A piece of Groovy that is called while the pipeline runs.
 *
 * @param index of its closure in the compiled Jenkinsfile
 * @param line where it stands
 */
public record Code(int index, int line) {}
