package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.ArrayList;
import java.util.List;

/** A growing column of small non-negative numbers; each piece takes one, two or four bytes a row, whatever suffices. */
final class CodeColumn {
    private final List<Object> pieces = new ArrayList<>();
    private int[] current = new int[NumberColumn.PIECE];
    private int largest;
    private int rows;

    void add(int code) {
        current[rows & NumberColumn.MASK] = code;
        largest = Math.max(largest, code);
        rows++;
        if ((rows & NumberColumn.MASK) == 0) {
            pieces.add(packed());
            largest = 0;
        }
    }

    int get(int row) {
        int piece = row >>> NumberColumn.BITS;
        int at = row & NumberColumn.MASK;
        if (piece == pieces.size()) {
            return current[at];
        }
        Object packed = pieces.get(piece);
        if (packed instanceof byte[] bytes) {
            return bytes[at] & 0xFF;
        }
        return packed instanceof char[] chars ? chars[at] : ((int[]) packed)[at];
    }

    int rows() {
        return rows;
    }

    private Object packed() {
        if (largest > Character.MAX_VALUE) {
            return current.clone();
        }
        if (largest > 0xFF) {
            char[] packed = new char[NumberColumn.PIECE];
            for (int i = 0; i < packed.length; i++) {
                packed[i] = (char) current[i];
            }
            return packed;
        }
        byte[] packed = new byte[NumberColumn.PIECE];
        for (int i = 0; i < packed.length; i++) {
            packed[i] = (byte) current[i];
        }
        return packed;
    }
}
