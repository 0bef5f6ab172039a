package io.jenkins.plugins.mlsteps.model.scan;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Follows the opcodes of a pickle, protocols 0 to 5, as Python's {@code pickletools} documents them, and tells what it would import. A
 * pickle can call whatever it can import, so each import must be one that data needs.
 */
final class PickleScan {
    /** Longer strings name no module, so they need not be remembered. */
    private static final int LONGEST_NAME = 512;

    private final InputStream in;
    private final Set<String> findings = new LinkedHashSet<>();
    private final Map<Long, String> memo = new HashMap<>();

    /** The strings pushed last, the newest at the end; null stands for anything else. */
    private final List<String> pushed = new ArrayList<>();

    private long position;

    PickleScan(InputStream in) {
        this.in = in;
    }

    /** Protocol 2 and later start with the opcode PROTO and their number. */
    static boolean isPickle(byte[] head) {
        return head.length > 2 && (head[0] & 0xff) == 0x80 && head[1] >= 2 && head[1] <= 5;
    }

    Set<String> findings() throws IOException {
        try {
            int last = -1;
            for (int opcode = in.read(); opcode >= 0; opcode = in.read()) {
                position++;
                opcode(opcode);
                last = opcode;
            }
            if (last != '.') {
                throw new EOFException();
            }
        } catch (EOFException e) {
            findings.add("is a pickle that ends before it should");
        } catch (Unreadable e) {
            findings.add("is a pickle that cannot be read beyond byte " + position + ": " + e.getMessage());
        }
        return findings;
    }

    private void opcode(int opcode) throws IOException, Unreadable {
        switch (opcode) {
            case 'c', 'i' -> imported(line(), line());
            case 0x93 -> stackGlobal();
            case 0x82 -> extension(number(1));
            case 0x83 -> extension(number(2));
            case 0x84 -> extension(number(4));
            case 'P', 'S', 'V' -> push(line());
            case 'F', 'I', 'L' -> {
                line();
                push(null);
            }
            case 'g' -> push(memo.get(decimal(line())));
            case 'h' -> push(memo.get(number(1)));
            case 'j' -> push(memo.get(number(4)));
            case 'p' -> memo.put(decimal(line()), top());
            case 'q' -> memo.put(number(1), top());
            case 'r' -> memo.put(number(4), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'X', 'T' -> push(text(number(4)));
            case 0x8c, 'U' -> push(text(number(1)));
            case 0x8d -> push(text(number(8)));
            case 'B', 0x8b -> skipAndPush(number(4));
            case 'C', 0x8a -> skipAndPush(number(1));
            case 0x8e, 0x96 -> skipAndPush(number(8));
            case 'K' -> skipAndPush(1);
            case 'M' -> skipAndPush(2);
            case 'J' -> skipAndPush(4);
            case 'G' -> skipAndPush(8);
            case 0x80 -> skip(1);
            case 0x95 -> skip(8);
            case '(', '.', '0', '1', '2', 'N', 'Q', 'R', 'a', 'b', 'd', '}', 'e', 'l', ']', 'o', 's', 't', ')', 'u' -> push(null);
            case 0x81, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8f, 0x90, 0x91, 0x92, 0x97, 0x98 -> push(null);
            default -> throw new Unreadable(String.format("0x%02x is no opcode", opcode));
        }
    }

    private void stackGlobal() {
        int size = pushed.size();
        String module = size < 2 ? null : pushed.get(size - 2);
        String name = size < 2 ? null : pushed.get(size - 1);
        if (module == null || name == null) {
            findings.add("imports something whose name it works out only when it is loaded");
        } else {
            imported(module, name);
        }
    }

    private void imported(String module, String name) {
        if (!DataImports.allow(module, name)) {
            findings.add("imports " + module + "." + name);
        }
        push(null);
    }

    private void extension(long code) {
        findings.add("imports the extension " + code + " of a registry that is not in the file");
        push(null);
    }

    private void push(String text) {
        pushed.add(text);
        if (pushed.size() > 64) {
            pushed.subList(0, 32).clear();
        }
    }

    private String top() {
        return pushed.isEmpty() ? null : pushed.get(pushed.size() - 1);
    }

    private void skipAndPush(long count) throws IOException, Unreadable {
        skip(count);
        push(null);
    }

    private void skip(long count) throws IOException, Unreadable {
        if (count < 0) {
            throw new Unreadable("a length is negative");
        }
        in.skipNBytes(count);
        position += count;
    }

    private String text(long length) throws IOException, Unreadable {
        if (length < 0 || length > LONGEST_NAME) {
            skip(length);
            return null;
        }
        byte[] bytes = in.readNBytes((int) length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        position += length;
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private long number(int bytes) throws IOException {
        long number = 0;
        for (int i = 0; i < bytes; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            number |= (long) next << 8 * i;
        }
        position += bytes;
        return number;
    }

    private static long decimal(String text) throws Unreadable {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new Unreadable("'" + text + "' is no number");
        }
    }

    private String line() throws IOException, Unreadable {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            position++;
            line.write(next);
            if (line.size() > 1 << 20) {
                throw new Unreadable("a line does not end");
            }
        }
        position++;
        return line.toString(StandardCharsets.UTF_8).strip();
    }

    /** The bytes are no pickle from here on. */
    private static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1;

        Unreadable(String message) {
            super(message);
        }
    }
}
