package io.jenkins.plugins.mlsteps.host;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;

/** The author's files, on whatever machine they are. */
public interface Workspace {
    /** Runs where the files are and brings back something small and serializable. */
    <T> T act(Task<T> task) throws IOException, InterruptedException;

    /** Work on the workspace; what it captures and returns must be serializable, for it may travel. */
    @FunctionalInterface
    interface Task<T> extends Serializable {
        T on(Path root) throws IOException, InterruptedException;
    }
}
