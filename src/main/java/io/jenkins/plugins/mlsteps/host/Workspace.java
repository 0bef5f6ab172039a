package io.jenkins.plugins.mlsteps.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Path;

/** The author's files, on whatever machine they are. */
public interface Workspace {
    /** Runs where the files are and brings back something small and serializable. */
    <T> T act(Task<T> task) throws IOException, InterruptedException;

    /** Whether processes can be started beside the files; not where they are only kept. */
    default boolean runsProcesses() {
        return true;
    }

    /** Runs where the files are and brings what it writes to a stream that is here. */
    void send(Sending task, OutputStream here) throws IOException, InterruptedException;

    /** Runs where the files are and reads from a stream that is here; as {@link #send}. */
    <T> T receive(Receiving<T> task, InputStream here) throws IOException, InterruptedException;

    /** Work on the workspace; what it captures and returns must be serializable, for it may travel. */
    @FunctionalInterface
    interface Task<T> extends Serializable {
        T on(Path root) throws IOException, InterruptedException;
    }

    /** Work that writes files, or what it makes of them, to a stream. */
    @FunctionalInterface
    interface Sending extends Serializable {
        void from(Path root, OutputStream stream) throws IOException, InterruptedException;
    }

    /** Work that makes files of a stream, which it need not read to its end. */
    @FunctionalInterface
    interface Receiving<T> extends Serializable {
        T into(Path root, InputStream stream) throws IOException, InterruptedException;
    }
}
