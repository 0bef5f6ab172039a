package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.spec.Resources;
import io.jenkins.plugins.mlsteps.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Workloads for tests, each different from the others in a few words. */
public record Workloads(
        String command,
        Map<String, String> environment,
        long timeoutSeconds,
        List<String> upload,
        List<String> download,
        String checkpoint,
        Resources resources) {

    public static Workloads of(String command) {
        return new Workloads(
                command,
                Map.of(),
                0,
                List.of(),
                List.of(),
                null,
                new Resources("gpu-cluster", "registry.example.com/ml/churn:1.4", 0, null, null, null, false, null));
    }

    public Workloads environment(Map<String, String> variables) {
        return new Workloads(command, variables, timeoutSeconds, upload, download, checkpoint, resources);
    }

    public Workloads timeout(long seconds) {
        return new Workloads(command, environment, seconds, upload, download, checkpoint, resources);
    }

    public Workloads upload(String... patterns) {
        return new Workloads(command, environment, timeoutSeconds, List.of(patterns), download, checkpoint, resources);
    }

    public Workloads download(String... patterns) {
        return new Workloads(command, environment, timeoutSeconds, upload, List.of(patterns), checkpoint, resources);
    }

    public Workloads checkpoint(String directory) {
        return new Workloads(command, environment, timeoutSeconds, upload, download, directory, resources);
    }

    public Workloads resources(Resources asked) {
        return new Workloads(command, environment, timeoutSeconds, upload, download, checkpoint, asked);
    }

    public Workloads image(String image) {
        return resources(new Resources("gpu-cluster", image, 0, null, null, null, false, null));
    }

    public Workloads overrides(String yaml) {
        return resources(new Resources("gpu-cluster", resources.image(), 0, null, null, null, false, yaml));
    }

    public Workload build() {
        return build("a test", "7");
    }

    public Workload build(String controller, String build) {
        String id = "run-" + UUID.randomUUID();
        return new Workload(
                id,
                Map.of("controller", controller, "job", "folder/churn training", "build", build, "step", "churn"),
                command,
                environment,
                "",
                ".mlsteps/runs/train/churn/" + id,
                timeoutSeconds,
                0,
                upload,
                download,
                checkpoint,
                resources);
    }
}
