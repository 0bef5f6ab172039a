package io.jenkins.plugins.mlsteps.spec.administration;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * Where workloads run.
 *
 * @param context kubeconfig context
 * @param cloud name of a Kubernetes cloud in Jenkins
 * @param queue Kueue local queue
 */
public record ComputeProfile(
        Type type,
        String context,
        String cloud,
        String namespace,
        String serviceAccount,
        Gpu gpu,
        Spot spot,
        String queue,
        String priorityClass,
        String helperImage,
        Limits limits)
        implements Serializable {
    /** The kind of profile. */
    public enum Type {
        local,
        kubernetes
    }

    /**
     * How nodes offer GPUs.
     *
     * @param resource extended resource such as {@code nvidia.com/gpu}
     * @param productLabel node label with the product name
     * @param tolerations as {@code key[=value][:effect]}
     */
    public record Gpu(String resource, String productLabel, List<String> tolerations) implements Serializable {}

    /**
     * How nodes say that they are preemptible.
     *
     * @param selector node labels
     * @param tolerations as {@code key[=value][:effect]}
     */
    public record Spot(Map<String, String> selector, List<String> tolerations) implements Serializable {}

    /**
     * What nobody may exceed.
     *
     * @param maxGpus null means no limit
     * @param images prefixes of images allowed; empty means any
     */
    public record Limits(Integer maxGpus, List<String> images) implements Serializable {}
}
