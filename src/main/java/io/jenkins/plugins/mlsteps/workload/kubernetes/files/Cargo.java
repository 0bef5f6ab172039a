package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import io.jenkins.plugins.mlsteps.host.Workspace;
import java.io.BufferedOutputStream;
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
    private static final int BUFFER = 1 << 16;
    private static final int PLAIN_FILE = 0644;
    private static final int EXECUTABLE_FILE = 0755;

    /**
     * @param path relative to the workspace, with slashes
     * @param modified milliseconds since the epoch
     */
    record Item(String path, long size, boolean executable, long modified) implements Serializable {}

    static Cargo of(List<Item> items) throws IOException {
        long content = items.stream()
                .mapToLong(item -> ceiling(item.size(), RECORD) * RECORD)
                .sum();
        CountingStream headers = new CountingStream();
        try (TarArchiveOutputStream tar = tar(headers, RECORD)) {
            for (Item item : items) {
                TarArchiveEntry entry = entry(item);
                entry.setSize(0);
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
            }
        }
        return new Cargo(List.copyOf(items), ceiling(headers.count + content, BLOCK));
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
        // A tar is written by blocks, of which each would be a message of its own.
        OutputStream buffered = new BufferedOutputStream(stream, BUFFER);
        TarArchiveOutputStream tar = tar(buffered, BLOCK);
        for (Item item : items) {
            tar.putArchiveEntry(entry(item));
            try (InputStream file = Files.newInputStream(root.resolve(item.path()))) {
                copy(file, tar, item);
            }
            tar.closeArchiveEntry();
        }
        tar.finish();
        buffered.flush();
    }

    private static void copy(InputStream file, OutputStream tar, Item item) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long left = item.size();
        while (left > 0) {
            int count = file.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new IOException("file " + item.path() + " became shorter while it was sent to the pod");
            }
            tar.write(buffer, 0, count);
            left -= count;
        }
        if (file.read() >= 0) {
            throw new IOException("file " + item.path() + " grew while it was sent to the pod");
        }
    }

    private static TarArchiveOutputStream tar(OutputStream stream, int block) {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(stream, block, "UTF-8");
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
        return tar;
    }

    private static TarArchiveEntry entry(Item item) {
        TarArchiveEntry entry = new TarArchiveEntry(item.path());
        entry.setSize(item.size());
        entry.setMode(item.executable() ? EXECUTABLE_FILE : PLAIN_FILE);
        entry.setModTime(item.modified());
        return entry;
    }

    private static final class CountingStream extends OutputStream {
        private long count;

        @Override
        public void write(int b) {
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            count += length;
        }
    }
}
