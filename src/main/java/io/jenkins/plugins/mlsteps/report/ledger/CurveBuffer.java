package io.jenkins.plugins.mlsteps.report.ledger;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Collects one metric's points in bounded memory: when full, every four neighbours give way to their extremes. */
final class CurveBuffer {
    /** Hundreds of times what a chart can show, so that thinning is invisible. */
    static final int CAPACITY = 1 << 17;

    private double[] steps = new double[64];
    private double[] values = new double[64];
    private int length;
    private long points;

    /** @param step NaN when the trainer named none */
    void add(double step, double value) {
        double place = Double.isNaN(step) ? points : step;
        points++;
        if (!Double.isFinite(value)) {
            return;
        }
        if (length == CAPACITY) {
            thin();
        }
        if (length == steps.length) {
            steps = Arrays.copyOf(steps, length * 2);
            values = Arrays.copyOf(values, length * 2);
        }
        steps[length] = place;
        values[length++] = value;
    }

    Curve curve(String metric) {
        int[] order = IntStream.range(0, length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> steps[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        return new Curve(
                metric,
                Arrays.stream(order).mapToDouble(i -> steps[i]).toArray(),
                Arrays.stream(order).mapToDouble(i -> values[i]).toArray(),
                points);
    }

    boolean isEmpty() {
        return length == 0;
    }

    private void thin() {
        int kept = 0;
        for (int start = 0; start < length; start += 4) {
            int low = start;
            int high = start;
            for (int i = start; i < Math.min(start + 4, length); i++) {
                low = values[i] < values[low] ? i : low;
                high = values[i] > values[high] ? i : high;
            }
            kept = keep(Math.min(low, high), kept);
            kept = keep(low == high ? Math.min(start + 3, length - 1) : Math.max(low, high), kept);
        }
        length = kept;
    }

    private int keep(int from, int to) {
        steps[to] = steps[from];
        values[to] = values[from];
        return to + 1;
    }
}
