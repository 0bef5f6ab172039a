package io.jenkins.plugins.mlsteps.model.scan;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Zip archives of stored entries, byte by byte, as PyTorch writes them: sizes and CRC in the directory and behind each entry. */
public final class ZipFiles {
    private static final int FLAGS = 0x0808;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directory = new ByteArrayOutputStream();
    private int entries;

    public ZipFiles entry(String name, byte[] content) throws IOException {
        return entry(name, name, content);
    }

    ZipFiles entry(String nameInHeader, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        int offset = bytes.size();
        byte[] local = nameInHeader.getBytes(StandardCharsets.UTF_8);
        bytes.write(little(30).putInt(0x04034b50).putShort(4, (short) 20).putShort(6, (short) FLAGS).putShort(26, (short) local.length).array());
        bytes.write(local);
        bytes.write(content);
        bytes.write(little(16).putInt(0x08074b50).putInt((int) crc.getValue()).putInt(content.length).putInt(content.length).array());
        byte[] listed = name.getBytes(StandardCharsets.UTF_8);
        ByteBuffer header = little(46).putInt(0x02014b50).putShort(6, (short) 20).putShort(8, (short) FLAGS).putInt(16, (int) crc.getValue());
        header.putInt(20, content.length).putInt(24, content.length).putShort(28, (short) listed.length).putInt(42, offset);
        directory.write(header.array());
        directory.write(listed);
        entries++;
        return this;
    }

    /** Bytes that the directory does not know. */
    ZipFiles gap(byte[] content) throws IOException {
        bytes.write(content);
        return this;
    }

    public byte[] bytes() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(bytes.toByteArray());
        all.write(directory.toByteArray());
        ByteBuffer end = little(22).putInt(0x06054b50).putShort(8, (short) entries).putShort(10, (short) entries);
        all.write(end.putInt(12, directory.size()).putInt(16, bytes.size()).array());
        return all.toByteArray();
    }

    private static ByteBuffer little(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
