package io.jenkins.plugins.mlsteps.model.scan;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Remembers as much of the end of what is read through it as may hold the end record of a zip archive, with a comment of any length. */
final class LastBytes extends FilterInputStream {
    private final byte[] ring = new byte[ZipArchive.LONGEST_END];
    private long count;

    LastBytes(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        if (next >= 0) {
            ring[(int) (count++ % ring.length)] = (byte) next;
        }
        return next;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        for (int i = Math.max(0, read - ring.length); i < read; i++) {
            ring[(int) ((count + i) % ring.length)] = bytes[offset + i];
        }
        count += Math.max(0, read);
        return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
        return readNBytes((int) Math.min(bytes, Content.BUFFER)).length;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Whether a reader that looks for the directory of a zip archive at the end would find one. */
    boolean endInArchive() {
        int length = (int) Math.min(count, ring.length);
        byte[] last = new byte[length];
        for (int i = 0; i < length; i++) {
            last[i] = ring[(int) ((count - length + i) % ring.length)];
        }
        return ZipArchive.endRecord(last) >= 0;
    }
}
