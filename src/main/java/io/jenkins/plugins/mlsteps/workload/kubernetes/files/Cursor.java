package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

/**
 * A place in the output of a Job, whose pods may follow each other: which pod, and how many bytes of its output.
 *
 * @param pod 22 bits that stand for the pod's uid; 0 before the first pod
 */
public record Cursor(int pod, long offset) {
    private static final int OFFSET_BITS = 40;
    private static final int POD_MASK = (1 << 22) - 1;

    public static Cursor of(long value) {
        return new Cursor((int) (value >>> OFFSET_BITS), value & ((1L << OFFSET_BITS) - 1));
    }

    public static Cursor startOf(String uid) {
        return new Cursor(pod(uid), 0);
    }

    public boolean isIn(String uid) {
        return pod == pod(uid);
    }

    public Cursor plus(int bytes) {
        return new Cursor(pod, offset + bytes);
    }

    public long value() {
        return (long) pod << OFFSET_BITS | offset;
    }

    private static int pod(String uid) {
        return Math.max(1, uid.hashCode() & POD_MASK);
    }
}
