package io.jenkins.plugins.mlsteps.cli.session;

/** Whether somebody asked the whole run to stop, and why. */
public final class Cancellation {
    private volatile String why;

    public void request(String reason) {
        why = reason;
    }

    public boolean isRequested() {
        return why != null;
    }

    /** Keeps new work from starting in a run that is to stop; post conditions still run. */
    public void check(Frame frame) {
        if (why != null && !frame.last()) {
            throw new Aborted(why);
        }
    }

    /** What an interrupted thread was stopped for, when it was not something nearer. */
    public Aborted aborted() {
        return new Aborted(why == null ? "interrupted" : why);
    }
}
