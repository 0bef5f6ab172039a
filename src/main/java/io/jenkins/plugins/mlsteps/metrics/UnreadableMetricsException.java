package io.jenkins.plugins.mlsteps.metrics;

import java.io.IOException;
import java.nio.file.Path;

/** A file of metrics that cannot be read as one: the message names the file, the position and what was expected there. */
public class UnreadableMetricsException extends IOException {
    private static final long serialVersionUID = 1L;

    UnreadableMetricsException(Path file, String where, String what) {
        this(file, where, what, null);
    }

    UnreadableMetricsException(Path file, String where, String what, Throwable cause) {
        super(file + (where.isEmpty() ? "" : ", " + where) + ": " + what, cause);
    }
}
