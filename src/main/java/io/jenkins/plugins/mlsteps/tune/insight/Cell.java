package io.jenkins.plugins.mlsteps.tune.insight;

import io.jenkins.plugins.mlsteps.tune.space.Space;
import java.util.BitSet;

/**
 * A part of a space: an interval of the unit interval along each numeric axis, a set of values along each categorical one.
 *
 * @param low and {@code high}: ends of the intervals; unused on categorical axes
 * @param values positions of values; null on numeric axes
 */
record Cell(double[] low, double[] high, BitSet[] values) {
    static Cell whole(Space space) {
        int n = space.size();
        double[] high = new double[n];
        BitSet[] values = new BitSet[n];
        for (int i = 0; i < n; i++) {
            high[i] = 1;
            if (space.axis(i).isCategorical()) {
                values[i] = new BitSet();
                values[i].set(0, (int) space.axis(i).cardinality());
            }
        }
        return new Cell(new double[n], high, values);
    }

    /** The part below a threshold, or above it. */
    Cell cut(int axis, double threshold, boolean below) {
        Cell part = new Cell(low.clone(), high.clone(), values);
        if (below) {
            part.high[axis] = threshold;
        } else {
            part.low[axis] = threshold;
        }
        return part;
    }

    /** The part with one value, or with the others. */
    Cell cut(int axis, int value, boolean with) {
        BitSet[] kept = values.clone();
        kept[axis] = (BitSet) values[axis].clone();
        if (with) {
            kept[axis].clear();
            kept[axis].set(value);
        } else {
            kept[axis].clear(value);
        }
        return new Cell(low, high, kept);
    }

    /** Share of an axis that lies in this cell. */
    double share(Space space, int axis) {
        return values[axis] == null
                ? high[axis] - low[axis]
                : values[axis].cardinality() / space.axis(axis).cardinality();
    }

    /** Share of the space. */
    double volume(Space space) {
        double volume = 1;
        for (int i = 0; i < low.length; i++) {
            volume *= share(space, i);
        }
        return volume;
    }
}
