package io.jenkins.plugins.mlsteps.workload;

import java.io.IOException;
import java.util.List;

/** Runs workloads of one kind; keeps nothing in memory that a handle does not tell. */
public interface WorkloadRunner {
    /** The workspace as a command sees it. */
    WorkingDirectory workingDirectory() throws IOException, InterruptedException;

    /** Names the handle before anything is started, so that the caller can save it first. */
    WorkloadHandle prepare(Workload workload) throws IOException, InterruptedException;

    /** Starts it, unless an earlier call with the same handle already did. */
    void submit(Workload workload, WorkloadHandle handle) throws IOException, InterruptedException;

    WorkloadStatus status(WorkloadHandle handle) throws IOException, InterruptedException;

    /**
     * Output from a cursor on.
     *
     * @param cursor 0 or what the last chunk named as next
     */
    OutputChunk output(WorkloadHandle handle, long cursor) throws IOException, InterruptedException;

    /**
     * Stops them with everything they started; returns when nothing of them runs.
     *
     * @throws IOException when one of them could not be stopped, which keeps none of the others running
     */
    void cancel(List<WorkloadHandle> handles) throws IOException, InterruptedException;
}
