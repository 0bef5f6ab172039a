package io.jenkins.plugins.mlsteps.deploy.kubernetes;

import java.io.IOException;

/** Somebody changed in the cluster what a deployment would set; the message says who and what. */
public final class DriftException extends IOException {
    private static final long serialVersionUID = 1L;

    DriftException(String message, Throwable cause) {
        super(message, cause);
    }
}
