package io.jenkins.plugins.mlsteps.model.scan;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** A zip archive as its directory says, by which Python and PyTorch go too. Every entry of the directory is one, whatever its name. */
final class ZipArchive implements Closeable {
    private static final int END = 22;

    /** With the longest comment. */
    static final int LONGEST_END = END + 0xffff;

    private static final int LOCATOR = 20;
    private static final int LOCATOR_MARK = 0x07064b50;
    private static final int END_64 = 56;
    private static final int TAIL = LONGEST_END + LOCATOR + END_64;

    /** Of some hundred thousand entries; it is held in memory. */
    private static final long LARGEST_DIRECTORY = 16L << 20;

    private static final Set<Integer> METHODS = Set.of(ZipEntry.STORED, ZipEntry.DEFLATED);

    private final ZipFile zip;

    private ZipArchive(ZipFile zip) {
        this.zip = zip;
    }

    /** @throws ZipException when it is damaged, or readers would differ about what is in it */
    static ZipArchive open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file);
        try {
            checkDirectory(channel);
            ZipArchive archive = new ZipArchive(zip(channel));
            archive.checkOverlaps(channel.size());
            return archive;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static ZipFile zip(FileChannel channel) throws ZipException {
        try {
            return ZipFile.builder().setSeekableByteChannel(channel).setIgnoreLocalFileHeader(true).get();
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Where the last end record starts in the last bytes of a file; -1 when there is none. */
    static int endRecord(byte[] last) {
        for (int i = last.length - END; i >= 0; i--) {
            if (last[i] == 'P' && last[i + 1] == 'K' && last[i + 2] == 5 && last[i + 3] == 6) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Some readers find the directory by its offset, others by its size, and the end record of large archives by what points to it or by its
     * place before that. Only where both ways lead to the same bytes do all of them see the same entries (APPNOTE.TXT, 4.3.14 to 4.3.16).
     */
    private static void checkDirectory(FileChannel channel) throws IOException {
        long start = Math.max(0, channel.size() - TAIL);
        byte[] tail = Channels.newInputStream(channel.position(start)).readNBytes(TAIL);
        ByteBuffer last = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
        int end = endRecord(tail);
        if (end < 0) {
            throw new ZipException("it does not end as an archive does");
        }
        long size = Integer.toUnsignedLong(last.getInt(end + 12));
        long offset = Integer.toUnsignedLong(last.getInt(end + 16));
        if (end >= LOCATOR + END_64 && last.getInt(end - LOCATOR) == LOCATOR_MARK) {
            long longer = last.getLong(end - LOCATOR + 8);
            end -= LOCATOR + END_64;
            if (longer != start + end) {
                throw new ZipException("its end record for large archives is not where it should be");
            }
            size = last.getLong(end + 40);
            offset = last.getLong(end + 48);
        }
        if (size < 0 || size > LARGEST_DIRECTORY) {
            throw new ZipException("its directory is too large");
        }
        if (offset != start + end - size) {
            throw new ZipException("its directory is not where it should be");
        }
    }

    /** The same bytes in many entries would unpack to more than any disk holds. */
    private void checkOverlaps(long size) throws ZipException {
        if (entries().stream().mapToDouble(ZipArchiveEntry::getCompressedSize).sum() > size) {
            throw new ZipException("its entries overlap");
        }
    }

    /** In the order of the archive. */
    List<ZipArchiveEntry> entries() {
        return Collections.list(zip.getEntriesInPhysicalOrder());
    }

    /** What the entry unpacks to; it must be used before the archive is closed. */
    InputStream open(ZipArchiveEntry entry) throws ZipException {
        if (!zip.canReadEntryData(entry) || !METHODS.contains(entry.getMethod())) {
            throw new ZipException("it is encrypted or compressed by method " + entry.getMethod() + ", which is not looked into");
        }
        try {
            return new ZipEntryStream(zip.getInputStream(entry), entry);
        } catch (IOException | IllegalArgumentException e) {
            throw damaged(e);
        }
    }

    private static ZipException damaged(Throwable cause) {
        ZipException damaged = new ZipException(cause.getMessage() == null ? "it ends before it should" : cause.getMessage());
        damaged.initCause(cause);
        return damaged;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
