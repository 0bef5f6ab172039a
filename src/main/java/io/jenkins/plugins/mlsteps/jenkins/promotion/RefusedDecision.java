package io.jenkins.plugins.mlsteps.jenkins.promotion;

/** A decision is not taken; the message says why, for the person who made it. */
final class RefusedDecision extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedDecision(String message) {
        super(message);
    }
}
