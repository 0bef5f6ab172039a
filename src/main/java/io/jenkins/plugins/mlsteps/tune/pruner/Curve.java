package io.jenkins.plugins.mlsteps.tune.pruner;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The intermediate values of one trial by step, smaller is better; what is not finite counts as infinitely bad.
 */
public final class Curve {
    private final int number;
    private final NavigableMap<Long, Double> values = new TreeMap<>();
    private final Map<Long, Double> notFinite = new HashMap<>();

    /** Where it improved, with the values. */
    private final NavigableMap<Long, Double> best = new TreeMap<>();

    private boolean complete;
    private double finalValue = Double.POSITIVE_INFINITY;

    public Curve(int number) {
        this.number = number;
    }

    /** Number of the trial. */
    public int number() {
        return number;
    }

    public void put(long step, double value) {
        if (Double.isFinite(value)) {
            notFinite.remove(step);
        } else {
            notFinite.put(step, value);
        }
        double comparable = Double.isFinite(value) ? value : Double.POSITIVE_INFINITY;
        if (values.put(step, comparable) != null) {
            best.clear();
            values.forEach(this::improve);
        } else {
            improve(step, comparable);
        }
    }

    private void improve(long step, double value) {
        Map.Entry<Long, Double> before = best.floorEntry(step);
        if (before == null || value < before.getValue()) {
            best.put(step, value);
            best.tailMap(step, false).values().removeIf(later -> later >= value);
        }
    }

    /** Marks the trial as run to its end, with a final value. */
    public void complete(double value) {
        complete = true;
        finalValue = value;
    }

    /** Whether the trial ran to its end. */
    public boolean isComplete() {
        return complete;
    }

    public double finalValue() {
        return finalValue;
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    public int size() {
        return values.size();
    }

    /** The values by step, ascending. */
    public NavigableMap<Long, Double> values() {
        return values;
    }

    public long lastStep() {
        return values.lastKey();
    }

    /** What was reported at one of the steps, also where that cannot be compared. */
    public double reported(long step) {
        return notFinite.getOrDefault(step, values.get(step));
    }

    /** The value reported at a step. */
    public OptionalDouble at(long step) {
        Double value = values.get(step);
        return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }

    /** The best value reported at a step or before. */
    public OptionalDouble bestUntil(long step) {
        Map.Entry<Long, Double> entry = best.floorEntry(step);
        return entry == null ? OptionalDouble.empty() : OptionalDouble.of(entry.getValue());
    }

    /** Whether more than so many reports came after the last that was better than all before it. */
    public boolean isStale(int reports) {
        int since = 0;
        Map.Entry<Long, Double> report = best.isEmpty() ? null : values.higherEntry(best.lastKey());
        while (report != null && since <= reports) {
            since++;
            report = values.higherEntry(report.getKey());
        }
        return since > reports;
    }

    /** The first value reported at a step or later. */
    public OptionalDouble firstFrom(long step) {
        Map.Entry<Long, Double> entry = values.ceilingEntry(step);
        return entry == null ? OptionalDouble.empty() : OptionalDouble.of(entry.getValue());
    }
}
