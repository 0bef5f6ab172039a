package io.jenkins.plugins.mlsteps.steps;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.workload.kubeflow.KatibController;
import io.jenkins.plugins.mlsteps.workload.kubeflow.KatibController.Outcome;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Jobs of trials, run by the cluster: as Katib's controller does with its collector, reads the metric from what one printed. */
record KatibJobs(KubernetesClient client, String namespace) implements KatibController.Runs {
    private static final Pattern LOSS = Pattern.compile("loss=(\\S+)");

    @Override
    public Optional<Outcome> look(String trial, JsonNode manifest) throws Exception {
        var jobs = client.batch().v1().jobs().inNamespace(namespace);
        Job job = jobs.withName(trial).get();
        if (job == null) {
            Job template = Json.mapper().treeToValue(manifest, Job.class);
            jobs.resource(new JobBuilder(template).editMetadata().withName(trial).endMetadata().build()).create();
            return Optional.empty();
        }
        boolean complete = job.getStatus().getConditions().stream().anyMatch(it -> it.getType().equals("Complete"));
        if (!complete) {
            return Optional.empty();
        }
        Matcher loss = LOSS.matcher(jobs.withName(trial).getLog());
        return loss.find() ? Outcome.succeeded(Double.parseDouble(loss.group(1))) : Optional.of(new Outcome("MetricsUnavailable", "", null));
    }
}
