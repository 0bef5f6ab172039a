package io.jenkins.plugins.mlsteps.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Texts of the names that came lately, since a training repeats a few of them for ever. Forgets on a collision, never grows. */
final class NameCache {
    private static final int SIZE = 1 << 10;

    private final byte[][] keys = new byte[SIZE][];
    private final String[] names = new String[SIZE];

    String name(byte[] bytes, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ hash >>> 16) & SIZE - 1;
        byte[] key = keys[slot];
        if (key == null || !Arrays.equals(key, 0, key.length, bytes, from, to)) {
            keys[slot] = Arrays.copyOfRange(bytes, from, to);
            names[slot] = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        return names[slot];
    }
}
