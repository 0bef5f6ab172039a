package io.jenkins.plugins.mlsteps.gate.hypothesis;

/** A hypothesis that cannot be tested; the message says why. */
public final class HypothesisException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HypothesisException(String message) {
        super(message);
    }
}
