package io.jenkins.plugins.mlsteps.spec;

/** What an author wrote cannot be meant: the message names the step, the parameter, what was given and what is allowed. */
public class SpecException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public SpecException(String message) {
        super(message);
    }

    public SpecException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Without a stack trace: what is wrong stands in the author's text, not here. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
