package io.jenkins.plugins.mlsteps.spec;

import java.io.Serializable;

/** Where a workload runs and what it may use there. */
public record Resources(
        @Parameter("Compute profile that an administrator defined; without one the workload runs on this machine.")
                String compute,
        @Parameter("Container image, for profiles that run containers.") String image,
        @Parameter(value = "GPUs for each replica.", defaultValue = "0", min = 0) int gpu,
        @Parameter("GPU product as the profile's nodes are labelled, such as NVIDIA-A100-SXM4-80GB.") String gpuType,
        @Parameter("CPUs as a Kubernetes quantity: '4', '500m'.") String cpu,
        @Parameter("Memory as a Kubernetes quantity: '16Gi'.") String memory,
        @Parameter(value = "Run on spot (preemptible) nodes.", defaultValue = "false") boolean spot,
        @Parameter("YAML fragment merged over the pod, for profiles that run pods.") String podOverrides)
        implements Serializable {

    /** The same on a profile of this name. */
    public Resources onProfile(String name) {
        return new Resources(name, image, gpu, gpuType, cpu, memory, spot, podOverrides);
    }
}
