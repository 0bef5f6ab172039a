package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.workload.kubernetes.cluster.Cluster;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import io.jenkins.plugins.mlsteps.workload.kubernetes.watch.Reading;
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
                .filter(job -> Reading.end(job) == null)
                .collect(Collectors.toMap(job -> job.getMetadata().getName(), job -> Labels.build(job.getMetadata())));
    }

    @Override
    public void remove(String name) throws IOException {
        JobRequests.remove(cluster, namespace, name);
    }
}
