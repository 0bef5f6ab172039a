package io.jenkins.plugins.mlsteps.workload.kubernetes.job;

/**
 * What is where in a pod. On its one volume:
 *
 * <ul>
 *   <li>{@code workspace} — where the command runs
 *   <li>{@code control} — {@code output}: all that the command printed; {@code ready}: the files are there; {@code alive}:
 *       touched while the training runs; {@code exit}: how it ended; {@code released}: everything was fetched; {@code held}: touched
 *       while the pod needs any of it
 *   <li>{@code home} — the command's {@code HOME}
 * </ul>
 */
public final class PodLayout {
    public static final String ROOT = "/mlsteps";
    public static final String WORKSPACE = ROOT + "/workspace";
    static final String HOME = ROOT + "/home";

    /** Where the container for results sees all of a claim, with the directories of other pods in it. */
    static final String CLAIM = "/mlsteps-claim";

    static final String VOLUME = "mlsteps";

    /** Runs the author's command. */
    public static final String TRAIN = "train";

    /** Runs before it, where there are files to receive. */
    public static final String RECEIVE = "receive";

    /** Runs beside it and holds the volume until all was fetched. */
    public static final String RESULTS = "results";

    private PodLayout() {}
}
