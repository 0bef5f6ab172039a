package io.jenkins.plugins.mlsteps.workload;

import java.io.Serializable;

/**
 * Some output of a workload.
 *
 * @param bytes up to {@link #MOST_BYTES}; empty when there is nothing new
 * @param next the cursor after it
 */
public record OutputChunk(byte[] bytes, long next) implements Serializable {
    /** Of the bytes of one chunk. */
    public static final int MOST_BYTES = 1 << 20;

    /** Whether there may be more behind it already. */
    public boolean isFull() {
        return bytes.length >= MOST_BYTES;
    }
}
