package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.ArrayList;
import java.util.List;

/** A growing column of finite numbers, in pieces so that growing copies nothing. */
public final class NumberColumn {
    static final int BITS = 12;
    static final int PIECE = 1 << BITS;
    static final int MASK = PIECE - 1;

    private final List<double[]> pieces = new ArrayList<>();
    private int rows;

    void add(double value) {
        if ((rows & MASK) == 0) {
            pieces.add(new double[PIECE]);
        }
        pieces.get(rows >>> BITS)[rows & MASK] = value;
        rows++;
    }

    /** The values of some rows, in that order. */
    NumberColumn take(int[] taken) {
        NumberColumn column = new NumberColumn();
        for (int row : taken) {
            column.add(get(row));
        }
        return column;
    }

    public double get(int row) {
        return pieces.get(row >>> BITS)[row & MASK];
    }

    public int rows() {
        return rows;
    }
}
