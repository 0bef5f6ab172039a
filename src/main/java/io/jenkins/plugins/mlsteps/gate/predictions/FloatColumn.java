package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.ArrayList;
import java.util.List;

/** A growing column of numbers that need not be exact; NaN where there is none. */
final class FloatColumn {
    private final List<float[]> pieces = new ArrayList<>();
    private int rows;

    void add(float value) {
        if ((rows & NumberColumn.MASK) == 0) {
            pieces.add(new float[NumberColumn.PIECE]);
        }
        pieces.get(rows >>> NumberColumn.BITS)[rows & NumberColumn.MASK] = value;
        rows++;
    }

    float get(int row) {
        return pieces.get(row >>> NumberColumn.BITS)[row & NumberColumn.MASK];
    }

    int rows() {
        return rows;
    }
}
