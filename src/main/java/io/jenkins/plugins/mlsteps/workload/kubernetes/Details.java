package io.jenkins.plugins.mlsteps.workload.kubernetes;

import io.jenkins.plugins.mlsteps.workload.Workload;
import io.jenkins.plugins.mlsteps.workload.WorkloadHandle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a handle says of a Job: all that is needed to look after it, also by a process that has never heard of it.
 *
 * @param scratch directory in the workspace for what is brought home, relative
 * @param checkpoint null for none
 */
record Details(
        String namespace,
        String job,
        String scratch,
        List<String> upload,
        List<String> download,
        String checkpoint,
        String gpuType,
        long timeoutSeconds) {

    static Details of(Workload workload, String namespace, String job) {
        return new Details(
                namespace,
                job,
                workload.scratch(),
                workload.upload(),
                workload.download(),
                workload.checkpoint(),
                workload.resources().gpuType(),
                workload.timeoutSeconds());
    }

    static Details of(WorkloadHandle handle) {
        Map<String, String> details = handle.details();
        return new Details(
                details.get("namespace"),
                details.get("job"),
                details.get("scratch"),
                lines(details.get("upload")),
                lines(details.get("download")),
                details.get("checkpoint"),
                details.get("gpuType"),
                Long.parseLong(details.get("timeoutSeconds")));
    }

    Map<String, String> toMap() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("namespace", namespace);
        details.put("job", job);
        details.put("scratch", scratch);
        details.put("upload", String.join("\n", upload));
        details.put("download", String.join("\n", download));
        if (checkpoint != null) {
            details.put("checkpoint", checkpoint);
        }
        if (gpuType != null) {
            details.put("gpuType", gpuType);
        }
        details.put("timeoutSeconds", Long.toString(timeoutSeconds));
        return details;
    }

    private static List<String> lines(String text) {
        return text == null || text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }
}
