package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.ArrayList;
import java.util.List;

/** Numbers distinct texts in the order they first occur, without making a string of each occurrence. */
final class Dictionary {
    private final List<String> values = new ArrayList<>();
    private int[] slots = new int[64];
    private int last = -1;

    int code(char[] text, int offset, int length) {
        if (last >= 0 && matches(values.get(last), text, offset, length)) {
            return last;
        }
        int slot = slot(text, offset, length);
        if (slots[slot] == 0) {
            values.add(new String(text, offset, length));
            slots[slot] = values.size();
            last = values.size() - 1;
            if (values.size() * 2 > slots.length) {
                grow();
            }
            return last;
        }
        last = slots[slot] - 1;
        return last;
    }

    List<String> values() {
        return values;
    }

    /** Where the text is, or where it belongs. */
    private int slot(char[] text, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = hash * 31 + text[i];
        }
        int slot = spread(hash) & slots.length - 1;
        while (slots[slot] != 0 && !matches(values.get(slots[slot] - 1), text, offset, length)) {
            slot = slot + 1 & slots.length - 1;
        }
        return slot;
    }

    private void grow() {
        slots = new int[slots.length * 2];
        for (int code = 0; code < values.size(); code++) {
            int slot = spread(values.get(code).hashCode()) & slots.length - 1;
            while (slots[slot] != 0) {
                slot = slot + 1 & slots.length - 1;
            }
            slots[slot] = code + 1;
        }
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 16;
    }

    private static boolean matches(String value, char[] text, int offset, int length) {
        if (value.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (value.charAt(i) != text[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
