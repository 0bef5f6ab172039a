package io.jenkins.plugins.mlsteps.automl.table;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the first byte of a file that is not UTF-8: a decoder in a reader does not tell. */
final class InvalidUtf8 {
    private static final int CHUNK = 1 << 16;

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK);
    private final CharBuffer chars = CharBuffer.allocate(CHUNK);
    private long offset;
    private long line = 1;

    private InvalidUtf8() {}

    static UnusableDataException in(Path file, IOException cause) {
        try (InputStream in = Files.newInputStream(file)) {
            return new UnusableDataException(file + new InvalidUtf8().describe(in), cause);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read again", e);
        }
    }

    private String describe(InputStream in) throws IOException {
        boolean end = false;
        while (!end) {
            int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
            end = read < 0;
            bytes.position(bytes.position() + Math.max(0, read)).flip();
            CoderResult result = decode(end);
            if (result.isError()) {
                return String.format(
                        " is not UTF-8: byte 0x%02X at offset %d (line %d); save the file as UTF-8",
                        bytes.get(bytes.position()), offset, line);
            }
            bytes.compact();
        }
        return " changed while it was read";
    }

    private CoderResult decode(boolean end) {
        int start = bytes.position();
        CoderResult result = decoder.decode(bytes, chars, end);
        offset += bytes.position() - start;
        line += chars.flip().chars().filter(c -> c == '\n').count();
        chars.clear();
        return result;
    }
}
