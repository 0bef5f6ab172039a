package io.jenkins.plugins.mlsteps.spec.administration;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where workloads run.
 *
 * @param kubeconfig file with the cluster's address and credentials; null for where kubectl looks
 * @param context kubeconfig context; null for the current one
 * @param cloud name of a Kubernetes cloud in Jenkins
 * @param namespace null for that of the context
 * @param serviceAccount of the pods; null for the namespace's default
 * @param serviceAccountToken whether pods may talk to the API server; not when null
 * @param runAsUser numeric user of the containers; {@value #DEFAULT_USER} when null, the image's own when negative
 * @param queue Kueue local queue
 * @param helperImage image with sh, tar, dd, find, tail, tee, sha256sum and mkfifo that carries files in and out, with curl where they go
 *     through object storage
 * @param objectStorage what files go through on their way to and from pods; null for the API server
 */
public record ComputeProfile(
        Type type,
        String kubeconfig,
        String context,
        String cloud,
        String namespace,
        String serviceAccount,
        Boolean serviceAccountToken,
        Long runAsUser,
        Gpu gpu,
        Spot spot,
        String queue,
        String priorityClass,
        String helperImage,
        Volume volume,
        Defaults defaults,
        Limits limits,
        Patience patience,
        Retention retention,
        ObjectStorage objectStorage)
        implements Serializable {
    private static final long DEFAULT_USER = 1000;

    public ComputeProfile {
        runAsUser = Objects.requireNonNullElse(runAsUser, DEFAULT_USER);
        serviceAccountToken = serviceAccountToken != null && serviceAccountToken;
        gpu = gpu == null ? new Gpu(null, null, null) : gpu;
        spot = spot == null ? new Spot(null, null) : spot;
        helperImage = helperImage == null ? helper(objectStorage) : helperImage;
        volume = volume == null ? new Volume(null, null) : volume;
        defaults = defaults == null ? new Defaults(null, null, null) : defaults;
        limits = limits == null ? new Limits(null, null) : limits;
        patience = patience == null ? new Patience(null, null, null, null) : patience;
        retention = retention == null ? new Retention(null, null) : retention;
    }

    private static String helper(ObjectStorage storage) {
        return storage == null ? "docker.io/library/busybox:1.37" : "docker.io/curlimages/curl:8.11.1";
    }

    /** Processes on the machine that owns the workspace. */
    public static ComputeProfile local() {
        return of(Type.local);
    }

    /** A profile of which nothing is said but its type. */
    public static ComputeProfile of(Type type) {
        return new ComputeProfile(
                type, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** The kind of profile. */
    public enum Type {
        local,
        kubernetes
    }

    /**
     * How nodes offer GPUs.
     *
     * @param resource extended resource; {@code nvidia.com/gpu} when null
     * @param productLabel node label with the product name; {@code nvidia.com/gpu.product} when null
     * @param tolerations as {@code key[=value][:effect]}
     */
    public record Gpu(String resource, String productLabel, List<String> tolerations) implements Serializable {
        public Gpu {
            resource = resource == null ? "nvidia.com/gpu" : resource;
            productLabel = productLabel == null ? "nvidia.com/gpu.product" : productLabel;
            tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
        }
    }

    /**
     * How nodes say that they are preemptible.
     *
     * @param selector node labels; a step that asks for spot nodes is refused when empty
     * @param tolerations as {@code key[=value][:effect]}
     */
    public record Spot(Map<String, String> selector, List<String> tolerations) implements Serializable {
        public Spot {
            selector = selector == null ? Map.of() : new LinkedHashMap<>(selector);
            tolerations = tolerations == null ? List.of() : List.copyOf(tolerations);
        }
    }

    /**
     * Where a pod keeps its workspace: in a directory of its node, or in a claim that outlives it.
     *
     * @param claim name of a PersistentVolumeClaim; each workload has a directory of its own in it
     * @param size most that the directory of the node may hold, as a Kubernetes quantity; null for no limit
     */
    public record Volume(String claim, String size) implements Serializable {}

    /**
     * A bucket that files wait in on their way, reached by this host and by pods.
     *
     * @param endpoint address of an S3 API, such as {@code https://s3.eu-central-1.amazonaws.com}
     * @param prefix of all keys, without slashes at its ends; {@code mlsteps} when null
     * @param region {@code us-east-1} when null
     * @param accessKey name of the credential with the key's id
     * @param secretKey name of the credential with the key
     */
    public record ObjectStorage(
            String endpoint, String bucket, String prefix, String region, String accessKey, String secretKey)
            implements Serializable {
        public ObjectStorage {
            prefix = prefix == null ? "mlsteps" : prefix.replaceAll("^/+|/+$", "");
            region = Objects.requireNonNullElse(region, "us-east-1");
        }
    }

    /** What a step gets that does not say otherwise. */
    public record Defaults(String image, String cpu, String memory) implements Serializable {}

    /**
     * What nobody may exceed.
     *
     * @param maxGpus null means no limit
     * @param images prefixes of images allowed; empty means any
     */
    public record Limits(Integer maxGpus, List<String> images) implements Serializable {
        public Limits {
            images = images == null ? List.of() : List.copyOf(images);
        }
    }

    /**
     * How long what may still come is waited for.
     *
     * @param imageSeconds until an image that cannot be pulled fails the workload
     * @param schedulingMinutes until a pod that no node takes fails the workload; 0 for never
     * @param stopSeconds from the request to stop to the end by force; also what a trainer has to save a checkpoint
     * @param checkpointMinutes between two copies of the checkpoint directory while the training runs; 0 for none
     */
    public record Patience(Integer imageSeconds, Integer schedulingMinutes, Integer stopSeconds, Double checkpointMinutes)
            implements Serializable {
        public Patience {
            imageSeconds = Objects.requireNonNullElse(imageSeconds, 60);
            schedulingMinutes = Objects.requireNonNullElse(schedulingMinutes, 30);
            stopSeconds = Objects.requireNonNullElse(stopSeconds, 120);
            checkpointMinutes = Objects.requireNonNullElse(checkpointMinutes, 10.0);
        }
    }

    /**
     * How long what has ended is kept in the cluster.
     *
     * @param resultsMinutes that a pod waits for somebody to fetch its files
     * @param jobHours until an ended Job is removed
     */
    public record Retention(Integer resultsMinutes, Integer jobHours) implements Serializable {
        public Retention {
            resultsMinutes = Objects.requireNonNullElse(resultsMinutes, 60);
            jobHours = Objects.requireNonNullElse(jobHours, 24);
        }
    }
}
