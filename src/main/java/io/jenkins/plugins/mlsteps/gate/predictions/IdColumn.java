package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.ArrayList;
import java.util.List;

/**
 * Row identifiers as 64-bit hashes. Two different identifiers share a hash with a probability of n²/2⁶⁵ (3 in a million for
 * ten million rows); then the gate fails on a duplicate that is none, and passes nothing it should not.
 */
final class IdColumn {
    private final List<long[]> pieces = new ArrayList<>();
    private int rows;

    void add(char[] text, int offset, int length, long row) {
        if (length == 0) {
            throw new PredictionsException("column 'id' is empty in row " + row);
        }
        if ((rows & NumberColumn.MASK) == 0) {
            pieces.add(new long[NumberColumn.PIECE]);
        }
        pieces.get(rows >>> NumberColumn.BITS)[rows & NumberColumn.MASK] = hash(text, offset, length);
        rows++;
    }

    long get(int row) {
        return pieces.get(row >>> NumberColumn.BITS)[row & NumberColumn.MASK];
    }

    int rows() {
        return rows;
    }

    private static long hash(char[] text, int offset, int length) {
        long hash = length * 0x9E3779B97F4A7C15L;
        for (int i = offset; i < offset + length; i++) {
            hash = (hash ^ text[i]) * 0xFF51AFD7ED558CCDL;
            hash ^= hash >>> 32;
        }
        // Finalizer of MurmurHash3 (Austin Appleby, public domain): every bit of the input reaches every bit of the hash.
        hash = (hash ^ hash >>> 33) * 0xC4CEB9FE1A85EC53L;
        return hash ^ hash >>> 33;
    }
}
