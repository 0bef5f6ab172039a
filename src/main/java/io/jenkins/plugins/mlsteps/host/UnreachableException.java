package io.jenkins.plugins.mlsteps.host;

import java.io.IOException;

/** The machine that owns the workspace cannot be reached now, and may be later: nothing of the work itself failed. */
public final class UnreachableException extends IOException {
    private static final long serialVersionUID = 1L;

    public UnreachableException(Throwable cause) {
        super(cause.getMessage(), cause);
    }
}
