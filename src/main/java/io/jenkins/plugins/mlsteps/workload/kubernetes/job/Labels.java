package io.jenkins.plugins.mlsteps.workload.kubernetes.job;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.LinkedHashMap;
import java.util.Map;

/** How our objects are told from all others, and whose they are. */
public final class Labels {
    /** Kueue's: the local queue. */
    static final String QUEUE = "kueue.x-k8s.io/queue-name";

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String US = "mlsteps";
    private static final String DOMAIN = "mlsteps.jenkins.io/";

    /** Stands for the host that looks after its builds: a Jenkins controller, a workspace on a machine. */
    public static final String CONTROLLER = DOMAIN + "controller";

    public static final String JOB = DOMAIN + "job";
    public static final String BUILD = DOMAIN + "build";
    public static final String STEP = DOMAIN + "step";

    /** The Job a pod belongs to. */
    public static final String WORKLOAD = DOMAIN + "workload";

    private Labels() {}

    /** The value of {@link #CONTROLLER} for a host. */
    public static String controller(String name) {
        return JobName.hash(name);
    }

    /**
     * @param workload labels of a workload: controller, job, build, step
     */
    public static Map<String, String> of(String jobName, Map<String, String> workload) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(MANAGED_BY, US);
        labels.put(CONTROLLER, controller(workload.getOrDefault("controller", "")));
        labels.put(JOB, JobName.label(workload.getOrDefault("job", "")));
        labels.put(BUILD, JobName.label(workload.getOrDefault("build", "")));
        labels.put(STEP, JobName.label(workload.getOrDefault("step", "")));
        labels.put(WORKLOAD, jobName);
        return labels;
    }

    /** Labels that all Jobs of one owner have. */
    public static Map<String, String> ofOwner(String controller, String job) {
        return Map.of(MANAGED_BY, US, CONTROLLER, controller(controller), JOB, JobName.label(job));
    }

    /** The build that an object belongs to; empty when it does not say. */
    public static String build(ObjectMeta object) {
        return object.getLabels() == null ? "" : object.getLabels().getOrDefault(BUILD, "");
    }

    /** Whose it is in full: labels hold neither slashes nor long names. */
    public static Map<String, String> annotations(Map<String, String> workload) {
        Map<String, String> annotations = new LinkedHashMap<>();
        workload.forEach((name, value) -> annotations.put(DOMAIN + name, value));
        return annotations;
    }
}
