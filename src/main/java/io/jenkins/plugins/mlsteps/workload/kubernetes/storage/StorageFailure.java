package io.jenkins.plugins.mlsteps.workload.kubernetes.storage;

import java.io.IOException;

/** Object storage did not take or give an object; the message says which, where, why and what to do about it. */
public final class StorageFailure extends IOException {
    private static final long serialVersionUID = 1L;

    private final boolean passing;
    private final boolean refusal;

    private StorageFailure(String message, boolean passing, boolean refusal, Throwable cause) {
        super(message, cause);
        this.passing = passing;
        this.refusal = refusal;
    }

    /**
     * @param doing what was asked, in words such as {@code could not put s3://scratch/churn/in.tar at 127.0.0.1:9000}
     */
    static StorageFailure unreachable(String doing, String why, IOException cause) {
        return new StorageFailure(doing + ": " + why + advice(), false, false, cause);
    }

    /** @param status of the answer, 300 or more */
    static StorageFailure answered(String doing, int status, String words) {
        boolean passing = status >= 500 || status == 429 || status == 408;
        return new StorageFailure(doing + ": " + status + " " + words + advice(), passing, !passing, null);
    }

    private static String advice() {
        return "; check objectStorage of the compute profile, its credentials and what they may do";
    }

    /**
     * @param doing what a pod wanted, such as {@code get}
     * @param object that it wanted it of
     * @param said by the program that tried
     */
    public static StorageFailure inPod(String pod, String doing, StoredObject object, String said, Throwable cause) {
        return new StorageFailure(
                "pod " + pod + " cannot " + doing + " " + object + ": " + said
                        + "; pods must reach the endpoint of objectStorage, with curl in the helper image",
                false, false, cause);
    }

    /** Whether the storage itself says that it is only busy. */
    public boolean isPassing() {
        return passing;
    }

    /** Whether the storage refuses it: asking again gives the same answer. */
    public boolean isRefusal() {
        return refusal;
    }
}
