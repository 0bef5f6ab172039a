package io.jenkins.plugins.mlsteps.jenkins.promotion;

/** A decision is not taken; the message says why, for the person who made it. */
public final class RefusedDecision extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public RefusedDecision(String message) {
        super(message);
    }
}
