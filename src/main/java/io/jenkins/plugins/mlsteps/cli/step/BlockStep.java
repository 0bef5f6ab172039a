package io.jenkins.plugins.mlsteps.cli.step;

/** A step that needs a body. */
public interface BlockStep extends Step {}
