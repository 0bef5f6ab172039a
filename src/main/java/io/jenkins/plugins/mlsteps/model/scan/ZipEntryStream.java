package io.jenkins.plugins.mlsteps.model.scan;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/** What an entry of a zip archive unpacks to. At its end the size and the CRC have to be those that the directory says. */
final class ZipEntryStream extends CheckedInputStream {
    private final ZipEntry entry;
    private long count;

    ZipEntryStream(InputStream in, ZipEntry entry) {
        super(in, new CRC32());
        this.entry = entry;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = super.read(bytes, offset, length);
        count += Math.max(0, read);
        if (read < 0 && (count != entry.getSize() || getChecksum().getValue() != entry.getCrc())) {
            throw new ZipException("its size or CRC is not what the directory of the archive says");
        }
        return read;
    }

    /** The reader of gzip asks it whether anything follows. */
    @Override
    public int available() {
        return (int) Math.max(0, Math.min(entry.getSize() - count, Integer.MAX_VALUE));
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
