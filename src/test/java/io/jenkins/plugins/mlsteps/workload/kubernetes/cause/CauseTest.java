package io.jenkins.plugins.mlsteps.workload.kubernetes.cause;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile.Gpu;
import java.util.List;
import org.junit.jupiter.api.Test;

class CauseTest {
    private static final Gpu GPU = new Gpu(null, null, null);

    @Test
    void aProductThatNoNodeHasIsNamedWithThoseThatThereAre() {
        assertThat(Cause.unschedulable(
                        "0/3 nodes are available: 3 node(s) didn't match Pod's node affinity/selector.",
                        GPU,
                        "NVIDIA-A10O",
                        List.of("NVIDIA-A100", "Tesla-T4")))
                .isEqualTo("no node offers nvidia.com/gpu with product 'NVIDIA-A10O': 0/3 nodes are available: 3 node(s) didn't match"
                        + " Pod's node affinity/selector.; values of nvidia.com/gpu.product present are NVIDIA-A100, Tesla-T4; did you"
                        + " mean 'NVIDIA-A100'?");
    }

    @Test
    void gpusThatAreInUseAreNotCalledMissing() {
        assertThat(Cause.unschedulable("0/3 nodes are available: 3 Insufficient nvidia.com/gpu.", GPU, null, List.of()))
                .isEqualTo("no node has enough nvidia.com/gpu free: 0/3 nodes are available: 3 Insufficient nvidia.com/gpu.; wait, ask"
                        + " for fewer, or let the cluster grow");
    }

    @Test
    void whateverElseTheSchedulerSaysIsPassedOn() {
        assertThat(Cause.unschedulable("0/1 nodes are available: 1 node(s) had untolerated taint(s).", GPU, null, List.of()))
                .isEqualTo("no node takes the pod: 0/1 nodes are available: 1 node(s) had untolerated taint(s).");
    }
}
