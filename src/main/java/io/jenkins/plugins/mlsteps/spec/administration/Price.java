package io.jenkins.plugins.mlsteps.spec.administration;

import java.io.Serializable;

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

    /** The price of one run. */
    public double of(double seconds, int gpus) {
        return seconds / SECONDS_AN_HOUR * (hour + gpus * gpuHour);
    }
}
