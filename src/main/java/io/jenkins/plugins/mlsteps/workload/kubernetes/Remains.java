package io.jenkins.plugins.mlsteps.workload.kubernetes;

import java.io.IOException;
import java.util.Map;

/** Objects of one kind that builds may leave behind in a namespace. */
public interface Remains {
    /** Such as {@code Job}. */
    String kind();

    /**
     * Those that still run.
     *
     * @param labels that they all have
     * @return the build of each, as its label says, by its name
     */
    Map<String, String> running(Map<String, String> labels) throws IOException;

    /** Deletes one with all that it started, unless it is gone. */
    void remove(String name) throws IOException;
}
