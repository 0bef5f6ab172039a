package io.jenkins.plugins.mlsteps.steps;

/**
 * How far an {@code evaluateGate} is.
 *
 * @param judged whether the verdict is written; a gate that was interrupted judges again
 */
public record GateState(boolean judged) {}
