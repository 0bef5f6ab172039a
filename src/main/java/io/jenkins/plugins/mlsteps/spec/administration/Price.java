package io.jenkins.plugins.mlsteps.spec.administration;

import io.jenkins.plugins.mlsteps.spec.Resources;
import java.io.Serializable;
import java.util.Map;

/**
 * What a compute profile costs, in whatever currency the administrator reckons.
 *
 * @param hour of a workload that runs
 * @param gpuHour of each GPU that it holds, besides
 */
public record Price(double hour, double gpuHour) implements Serializable {
    /** Name of the price of workloads that run without a profile, on the machine that owns the workspace. */
    public static final String LOCAL = "local";

    private static final double SECONDS_AN_HOUR = 3600;

    /**
     * The price of what a step asks for; null when the administrator gave none.
     *
     * @param prices of compute profiles by their name
     */
    public static Price of(Resources resources, Map<String, Price> prices) {
        return prices.get(resources.compute() == null ? LOCAL : resources.compute());
    }

    /** The price of one run. */
    public double of(double seconds, int gpus) {
        return seconds / SECONDS_AN_HOUR * (hour + gpus * gpuHour);
    }
}
