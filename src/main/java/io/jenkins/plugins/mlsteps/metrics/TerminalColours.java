package io.jenkins.plugins.mlsteps.metrics;

import java.util.Arrays;

/** Escape sequences that colour text or move the cursor (ECMA-48, section 5.4) and are no part of what is said. */
final class TerminalColours {
    private static final byte ESCAPE = 0x1b;

    private TerminalColours() {}

    static byte[] removed(byte[] bytes, int from, int to) {
        byte[] plain = new byte[to - from];
        int length = 0;
        int at = from;
        while (at < to) {
            if (bytes[at] == ESCAPE) {
                at = afterSequence(bytes, at + 1, to);
            } else {
                plain[length++] = bytes[at++];
            }
        }
        return Arrays.copyOf(plain, length);
    }

    private static int afterSequence(byte[] bytes, int from, int to) {
        if (from >= to || bytes[from] != '[') {
            return Math.min(from + 1, to);
        }
        int at = from + 1;
        while (at < to && (bytes[at] < '@' || bytes[at] > '~')) {
            at++;
        }
        return Math.min(at + 1, to);
    }
}
