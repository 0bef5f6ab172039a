package io.jenkins.plugins.mlsteps.gate.predictions;

/** Finds the row of an identifier. */
final class IdIndex {
    private final long[] keys;
    private final int[] rowsPlusOne;
    private final int mask;

    /** @throws PredictionsException naming the rows of an identifier that occurs twice */
    IdIndex(IdColumn ids) {
        int capacity = Integer.highestOneBit(Math.max(8, ids.rows() + ids.rows() / 2)) << 1;
        keys = new long[capacity];
        rowsPlusOne = new int[capacity];
        mask = capacity - 1;
        for (int row = 0; row < ids.rows(); row++) {
            add(ids.get(row), row);
        }
    }

    /** -1 when there is none. */
    int row(long id) {
        return rowsPlusOne[slot(id)] - 1;
    }

    private void add(long id, int row) {
        int slot = slot(id);
        if (rowsPlusOne[slot] != 0) {
            throw new PredictionsException("column 'id' has the same value in rows " + rowsPlusOne[slot] + " and "
                    + (row + 1) + "; every row needs its own");
        }
        keys[slot] = id;
        rowsPlusOne[slot] = row + 1;
    }

    private int slot(long id) {
        int slot = (int) (id ^ id >>> 32) & mask;
        while (rowsPlusOne[slot] != 0 && keys[slot] != id) {
            slot = slot + 1 & mask;
        }
        return slot;
    }
}
