package io.jenkins.plugins.mlsteps.host;

/** Where a step tells people what it does. */
public interface StepLog {
    /** One line that stays. */
    void line(String text);

    /** Output of a workload, passed on as it is; may end in the middle of a line. */
    void output(byte[] bytes, int offset, int length);

    /** A line that the next progress line replaces, where the reader is a terminal. */
    void progress(String text);
}
