package io.jenkins.plugins.mlsteps.model.scan;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The operands of a pickle's opcodes, read one after the other. Every method throws EOFException where the pickle ends before it should. */
final class PickleReader {
    /** Longer strings name no module, so they need not be remembered. */
    private static final int LONGEST_NAME = 512;

    private static final int LONGEST_LINE = 1 << 20;

    private final InputStream in;
    private long position;

    PickleReader(InputStream in) {
        this.in = in;
    }

    /** In bytes from the start. */
    long position() {
        return position;
    }

    /** The next byte, 0 to 255, or -1 at the end. */
    int opcode() throws IOException {
        int next = in.read();
        position += next < 0 ? 0 : 1;
        return next;
    }

    /** An unsigned little-endian number; one of eight bytes above 2^63 comes out negative. */
    long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            number |= (long) operand() << 8 * i;
        }
        return number;
    }

    void skip(long count) throws IOException, UnreadablePickle {
        if (count < 0) {
            throw new BrokenPickle("a length is negative");
        }
        in.skipNBytes(count);
        position += count;
    }

    Pickled text(long length) throws IOException, UnreadablePickle {
        if (length < 0 || length > LONGEST_NAME) {
            skip(length);
            return Pickled.OTHER;
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        position += length;
        return new Pickled.Text(new String(bytes, StandardCharsets.UTF_8));
    }

    /** A line of any length. */
    Pickled textLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = operand(); next != '\n'; next = operand()) {
            if (line.size() <= LONGEST_NAME) {
                line.write(next);
            }
        }
        return line.size() > LONGEST_NAME ? Pickled.OTHER : new Pickled.Text(text(line));
    }

    String line() throws IOException, UnreadablePickle {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = operand(); next != '\n'; next = operand()) {
            line.write(next);
            if (line.size() > LONGEST_LINE) {
                throw new BrokenPickle("a name does not end");
            }
        }
        return text(line);
    }

    private static String text(ByteArrayOutputStream line) {
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    private int operand() throws IOException {
        int next = opcode();
        if (next < 0) {
            throw new EOFException();
        }
        return next;
    }

    long decimalLine() throws IOException, UnreadablePickle {
        String line = line();
        try {
            return Long.parseLong(line.replace("_", "")); // as Python's int() does
        } catch (NumberFormatException e) {
            String what = "'" + line + "' is no number that can be followed";
            throw line.matches("[-+]?[0-9_]+") ? new UnreadablePickle(what) : new BrokenPickle(what);
        }
    }
}
