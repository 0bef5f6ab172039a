package io.jenkins.plugins.mlsteps.gate.hypothesis;

import java.util.Comparator;
import java.util.stream.IntStream;

/** Holm (1979), "A simple sequentially rejective multiple test procedure". */
public final class Holm {
    private Holm() {}

    /** The p-values adjusted so that the chance of any wrong rejection among them stays at the level they are compared with. */
    public static double[] adjusted(double[] pValues) {
        int n = pValues.length;
        int[] ascending = IntStream.range(0, n)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues[i]))
                .mapToInt(i -> i)
                .toArray();
        double[] adjusted = new double[n];
        double largest = 0;
        for (int rank = 0; rank < n; rank++) {
            largest = Math.max(largest, (n - rank) * pValues[ascending[rank]]);
            adjusted[ascending[rank]] = Math.min(1, largest);
        }
        return adjusted;
    }
}
