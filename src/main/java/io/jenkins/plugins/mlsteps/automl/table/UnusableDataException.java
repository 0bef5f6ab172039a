package io.jenkins.plugins.mlsteps.automl.table;

/** Data from which nothing can be learned as it stands: one sentence that says what, where and what to do. */
public final class UnusableDataException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableDataException(String message) {
        super(message);
    }

    public UnusableDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
