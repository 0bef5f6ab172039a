package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

/** Where the output of a pod that was fetched is kept. */
public final class PodOutput {
    private PodOutput() {}

    /**
     * @param from the byte of the output that the file begins with
     */
    public static String file(String scratch, String uid, long from) {
        return scratch + "/output." + uid + "." + from;
    }
}
