package io.jenkins.plugins.mlsteps.tune.space;

import java.util.List;

/** One of some values without an order; the coordinate is the position in the list. */
public record Categorical(String name, List<Object> values) implements Axis {
    @Override
    public double encode(Object value) {
        int index = Values.indexOf(values, value);
        return index < 0 ? Double.NaN : index;
    }

    @Override
    public Object decode(double coordinate) {
        return values.get((int) snap(coordinate));
    }

    @Override
    public double snap(double coordinate) {
        return Math.min(values.size() - 1, Math.max(0, Math.rint(coordinate)));
    }

    @Override
    public double draw(double uniform) {
        return Math.min(values.size() - 1, Math.floor(uniform * values.size()));
    }

    @Override
    public double cardinality() {
        return values.size();
    }
}
