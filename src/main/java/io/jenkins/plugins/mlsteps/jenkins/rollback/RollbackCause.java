package io.jenkins.plugins.mlsteps.jenkins.rollback;

import hudson.model.Cause;

/** Says on the page of a build what it brings back, and why. */
public final class RollbackCause extends Cause {
    private final String what;
    private final String reason;

    RollbackCause(String what, String reason) {
        this.what = what;
        this.reason = reason;
    }

    @Override
    public String getShortDescription() {
        return "Roll back of " + what + ": " + reason;
    }
}
