package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a script in a pod sends, read at the reader's pace: no more than a few megabytes are held, then the sender waits. The
 * stream ends where the sender said it would, for a remote stream alone does not tell its end from a cut.
 */
final class Inflow extends InputStream {
    private static final int MOST_HELD = 4 << 20;

    private final Deque<ByteBuffer> held = new ArrayDeque<>();
    private int heldBytes;
    private long read;
    private long end = Long.MAX_VALUE;
    private boolean over;
    private IOException problem;

    /** Takes what came; blocks while too much is held. */
    synchronized void put(byte[] bytes, int offset, int length) throws IOException {
        try {
            while (heldBytes >= MOST_HELD && !over) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
        if (over) {
            return; // nobody reads any more
        }
        byte[] copy = new byte[length];
        System.arraycopy(bytes, offset, copy, 0, length);
        held.add(ByteBuffer.wrap(copy));
        heldBytes += length;
        notifyAll();
    }

    /** Bytes that were read. */
    synchronized long position() {
        return read;
    }

    /** The stream ends at this position. */
    synchronized void endAt(long position) {
        end = position;
        notifyAll();
    }

    /** Nothing more comes; a reader who expects more learns why. */
    synchronized void stop(IOException why) {
        if (!over) {
            over = true;
            problem = why;
            notifyAll();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public synchronized int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (held.isEmpty() && read < end && !over) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
        if (read >= end) {
            return -1;
        }
        if (held.isEmpty()) {
            throw new IOException("the stream from the pod broke off" + (problem == null ? "" : ": " + problem.getMessage()), problem);
        }
        ByteBuffer first = held.peek();
        int count = (int) Math.min(Math.min(length, first.remaining()), end - read);
        first.get(target, offset, count);
        if (!first.hasRemaining()) {
            held.remove();
        }
        heldBytes -= count;
        read += count;
        notifyAll();
        return count;
    }

    @Override
    public void close() {
        stop(null);
    }
}
