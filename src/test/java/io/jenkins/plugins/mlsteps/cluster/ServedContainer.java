package io.jenkins.plugins.mlsteps.cluster;

import java.io.IOException;
import java.util.List;

/** What a kubelet's port gives of a container: its log, and other commands run in it. */
interface ServedContainer {
    boolean isRunning();

    /**
     * @param previous whether that of the run before the last restart is wanted
     * @return null when there is none
     */
    ContainerLog log(boolean previous);

    /** Runs another command among the container's files. */
    Process execute(List<String> command) throws IOException;
}
