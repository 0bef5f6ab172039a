package io.jenkins.plugins.mlsteps.gate.attestation;

/** A verdict cannot be trusted; the message says which file and why. */
public final class VerificationException extends Exception {
    private static final long serialVersionUID = 1L;

    public VerificationException(String message) {
        super(message);
    }

    public VerificationException(String message, Throwable cause) {
        super(message, cause);
    }
}
