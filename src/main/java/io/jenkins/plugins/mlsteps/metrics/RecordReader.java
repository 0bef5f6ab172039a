package io.jenkins.plugins.mlsteps.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * Reads the records of a TFRecord file: length (8 bytes, little endian), its checksum (4), data, its checksum (4). The format and
 * the mask of the checksums are those of TensorFlow's {@code record_writer.h} and {@code crc32c.h}.
 */
final class RecordReader {
    static final int HEADER = 12;
    private static final int FOOTER = 4;
    private static final int MASK_DELTA = 0xa282ead8;

    private final Path file;
    private final InputStream in;
    private long position;

    RecordReader(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** Where the next record starts. */
    long position() {
        return position;
    }

    /**
     * The data of the next record; nothing at the end, or when the rest is shorter than the record says.
     *
     * @throws UnreadableMetricsException when a checksum is wrong
     */
    Optional<byte[]> next() throws IOException {
        byte[] header = in.readNBytes(HEADER);
        if (header.length < HEADER) {
            return Optional.empty();
        }
        if (!isHeader(ByteBuffer.wrap(header))) {
            throw damaged("length");
        }
        long length = littleEndian(header).getLong(0);
        if (length < 0 || length > Integer.MAX_VALUE - FOOTER) {
            throw new UnreadableMetricsException(
                    file, "byte " + position, "the record is " + length + " bytes long, at most 2 GiB can be read");
        }
        byte[] data = in.readNBytes((int) length);
        byte[] footer = in.readNBytes(FOOTER);
        if (data.length < length || footer.length < FOOTER) {
            return Optional.empty();
        }
        if (littleEndian(footer).getInt(0) != maskedChecksum(ByteBuffer.wrap(data))) {
            throw damaged("data");
        }
        position += HEADER + length + FOOTER;
        return Optional.of(data);
    }

    /** Whether 12 bytes are a length and its checksum. */
    static boolean isHeader(ByteBuffer bytes) {
        ByteBuffer length = bytes.duplicate().position(0).limit(8);
        return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(8) == maskedChecksum(length);
    }

    static int maskedChecksum(ByteBuffer bytes) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes);
        return Integer.rotateRight((int) checksum.getValue(), 15) + MASK_DELTA;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private UnreadableMetricsException damaged(String what) {
        return new UnreadableMetricsException(
                file, "byte " + position, "the checksum of the record's " + what + " is wrong: the file is damaged");
    }
}
