package io.jenkins.plugins.mlsteps.gate.predictions;

/** Predictions that cannot be judged; the message names the file, the column and the row. */
public final class PredictionsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PredictionsException(String message) {
        super(message);
    }

    public PredictionsException(String message, Throwable cause) {
        super(message, cause);
    }
}
