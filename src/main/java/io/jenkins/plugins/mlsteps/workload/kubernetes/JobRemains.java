package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;

/** Jobs that builds left behind. */
record JobRemains(Cluster cluster, String namespace) implements Remains {
    @Override
    public String kind() {
        return "Job";
    }

    @Override
    public Map<String, String> running(Map<String, String> labels) throws IOException {
        return JobRequests.of(cluster, namespace, labels).stream()
                .filter(job -> !hasEnded(job))
                .collect(Collectors.toMap(job -> job.getMetadata().getName(), job -> Labels.build(job.getMetadata())));
    }

    private static boolean hasEnded(Job job) {
        return job.getStatus() != null && job.getStatus().getCompletionTime() != null;
    }

    @Override
    public void remove(String name) throws IOException {
        JobRequests.remove(cluster, namespace, name);
    }
}
