package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import io.jenkins.plugins.mlsteps.host.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Files of a workspace, as a tar whose length is known before it is written.
 *
 * @param blocks of the whole tar, each of {@link #BLOCK} bytes
 */
record Cargo(List<Item> items, long blocks) implements Workspace.Sending {
    /** Bytes that the pod takes at once. */
    static final int BLOCK = 1 << 16;

    private static final int RECORD = 512;
    private static final int PLAIN_FILE = 0644;
    private static final int EXECUTABLE_FILE = 0755;

    /**
     * @param path relative to the workspace, with slashes
     * @param modified milliseconds since the epoch
     */
    record Item(String path, long size, boolean executable, long modified) implements Serializable {}

    static Cargo of(List<Item> items) throws IOException {
        long bytes = 2L * RECORD; // the end of a tar
        for (Item item : items) {
            bytes += header(item).length + ceiling(item.size(), RECORD) * RECORD;
        }
        return new Cargo(List.copyOf(items), ceiling(bytes, BLOCK));
    }

    private static long ceiling(long size, int unit) {
        return (size + unit - 1) / unit;
    }

    /** Of the whole tar. */
    long bytes() {
        return blocks * BLOCK;
    }

    @Override
    public void from(Path root, OutputStream stream) throws IOException {
        long left = bytes();
        for (Item item : items) {
            byte[] header = header(item);
            stream.write(header);
            try (InputStream file = Files.newInputStream(root.resolve(item.path()))) {
                copy(file, stream, item);
            }
            left -= header.length + item.size() + fill(item.size(), stream);
        }
        stream.write(new byte[Math.toIntExact(left)]);
        stream.flush();
    }

    /** Fills the last record of a file, and returns with how many bytes. */
    private static int fill(long size, OutputStream stream) throws IOException {
        int rest = (int) (ceiling(size, RECORD) * RECORD - size);
        stream.write(new byte[rest]);
        return rest;
    }

    private static void copy(InputStream file, OutputStream stream, Item item) throws IOException {
        byte[] buffer = new byte[BLOCK];
        long left = item.size();
        while (left > 0) {
            int count = file.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new IOException("file " + item.path() + " became shorter while it was sent to the pod");
            }
            stream.write(buffer, 0, count);
            left -= count;
        }
        if (file.read() >= 0) {
            throw new IOException("file " + item.path() + " grew while it was sent to the pod");
        }
    }

    /** What stands before a file in a tar. The content is written past the library, which would copy it by records. */
    private static byte[] header(Item item) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        TarArchiveOutputStream tar = new TarArchiveOutputStream(header, RECORD, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        tar.putArchiveEntry(entry(item));
        return header.toByteArray();
    }

    private static TarArchiveEntry entry(Item item) {
        TarArchiveEntry entry = new TarArchiveEntry(item.path());
        entry.setSize(item.size());
        entry.setMode(item.executable() ? EXECUTABLE_FILE : PLAIN_FILE);
        entry.setModTime(item.modified());
        return entry;
    }
}
