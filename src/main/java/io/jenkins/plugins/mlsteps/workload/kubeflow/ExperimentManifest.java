package io.jenkins.plugins.mlsteps.workload.kubeflow;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.ParameterVariable;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import io.jenkins.plugins.mlsteps.workload.Workload;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.JobManifest;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.JobName;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.Labels;
import io.jenkins.plugins.mlsteps.workload.kubernetes.job.PodLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * The Experiment of a study: its space, objective and algorithm, and the Job that each trial is.
 *
 * @param name of the Experiment
 * @param command of the training, in which references to the parameters that do not vary are replaced already
 * @param labels who it belongs to: controller, job, build, step
 * @see <a href="https://github.com/kubeflow/katib/blob/master/pkg/apis/controller/experiments/v1beta1/experiment_types.go">v1beta1
 *     Experiment</a>
 */
public record ExperimentManifest(
        String name, TuneSpec spec, String command, ComputeProfile profile, Map<String, String> labels) {
    static final ResourceDefinitionContext KIND = kind("Experiment");

    /** Katib's webhook takes no longer ones. */
    private static final int LONGEST_NAME = 40;

    private static final int SECONDS_A_MINUTE = 60;

    /** Katib replaces this in the text of a trial's Job. */
    private static final String VALUE = "${trialParameters.%s}";

    /** Our parameter of a trial: its name. */
    static final String TRIAL = "mlstepsTrial";

    static ResourceDefinitionContext kind(String kind) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("kubeflow.org")
                .withVersion("v1beta1")
                .withKind(kind)
                .withPlural(kind.toLowerCase(Locale.ROOT) + "s")
                .withNamespaced(true)
                .build();
    }

    /**
     * A name that is the same for the same study of the same run, and another for any other.
     *
     * @param id of the run
     */
    public static String name(String study, String build, String id) {
        String name = JobName.of(study, build, id);
        String hash = name.substring(name.lastIndexOf('-'));
        return name.length() <= LONGEST_NAME ? name
                : name.substring(0, LONGEST_NAME - hash.length()).replaceAll("-$", "") + hash;
    }

    /** @throws SpecException naming what of the study Katib cannot express */
    public static void requireExpressible(TuneSpec spec) {
        new KatibSearch(spec);
        new KatibSpace(spec.space());
    }

    /** @throws SpecException naming what Katib cannot express, or what the profile does not allow */
    public GenericKubernetesResource build() {
        KatibSearch search = new KatibSearch(spec);
        Map<String, Object> experiment = new LinkedHashMap<>();
        experiment.put("objective", objective());
        experiment.put("algorithm", search.algorithm());
        if (spec.pruner().equals("median")) {
            experiment.put("earlyStopping", Map.of("algorithmName", "medianstop"));
        }
        experiment.put("maxTrialCount", search.trials());
        experiment.put("parallelTrialCount", Math.min(spec.parallel(), search.trials()));
        // As in a study of our own, trials that failed count and stop nothing.
        experiment.put("maxFailedTrialCount", search.trials());
        experiment.put("resumePolicy", "Never");
        experiment.put("parameters", new KatibSpace(spec.space()).parameters(spec.algorithm().equals("grid")));
        experiment.put("metricsCollectorSpec", search.metricsCollector());
        experiment.put("trialTemplate", trialTemplate());
        return new GenericKubernetesResourceBuilder()
                .withApiVersion(KIND.getGroup() + "/" + KIND.getVersion())
                .withKind(KIND.getKind())
                .withNewMetadata()
                .withName(name)
                .withLabels(Labels.of(name, labels))
                .withAnnotations(Labels.annotations(labels))
                .endMetadata()
                .addToAdditionalProperties("spec", experiment)
                .build();
    }

    private Map<String, Object> objective() {
        Map<String, Object> objective = new LinkedHashMap<>();
        objective.put("type", spec.direction());
        objective.put("objectiveMetricName", spec.objective());
        // The last value counts, as everywhere else; Katib would take the best one.
        objective.put("metricStrategies", List.of(Map.of("name", spec.objective(), "value", "latest")));
        if (spec.targetValue() != null) {
            objective.put("goal", spec.targetValue());
        }
        return objective;
    }

    private Map<String, Object> trialTemplate() {
        List<Map<String, Object>> parameters = new ArrayList<>();
        for (Dimension dimension : spec.space()) {
            parameters.add(Map.of("name", dimension.name(), "reference", dimension.name()));
        }
        parameters.add(Map.of("name", TRIAL, "reference", "${trialSpec.Name}"));
        Map<String, Object> template = new LinkedHashMap<>();
        template.put("primaryContainerName", PodLayout.TRAIN);
        template.put("successCondition", "status.conditions.#(type==\"Complete\")#|#(status==\"True\")#");
        template.put("failureCondition", "status.conditions.#(type==\"Failed\")#|#(status==\"True\")#");
        template.put("trialParameters", parameters);
        template.put("trialSpec", job());
        return template;
    }

    /** Without a name, which Katib gives. */
    private Map<String, Object> job() {
        Map<String, Object> job = Json.mapper()
                .convertValue(
                        new JobManifest(name, workload(), profile).ofCommandAlone(), new TypeReference<Map<String, Object>>() {});
        @SuppressWarnings("unchecked") // metadata is an object
        Map<String, Object> metadata = (Map<String, Object>) job.get("metadata");
        metadata.remove("name");
        return job;
    }

    private Workload workload() {
        return new Workload(
                name,
                labels,
                commandOfTrial(),
                environment(),
                "",
                "",
                Math.round(spec.training().timeoutMinutes() * SECONDS_A_MINUTE),
                0,
                List.of(),
                List.of(),
                null,
                spec.training().resources());
    }

    /** In braces: Katib appends a redirection, which is for all of it. */
    private String commandOfTrial() {
        List<String> varied = spec.space().stream().map(Dimension::name).toList();
        String withValues = ParameterVariable.REFERENCE
                .matcher(command)
                .replaceAll(reference -> Matcher.quoteReplacement(
                        varied.contains(reference.group(1)) ? value(reference.group(1)) : reference.group()));
        return "{\n" + withValues + "\n}";
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        if (spec.training().env() != null) {
            environment.putAll(spec.training().env());
        }
        environment.put("ML_NAME", spec.name());
        environment.put("ML_SEED", Long.toString(spec.seed()));
        environment.put("ML_TRIAL", value(TRIAL));
        environment.put("ML_PARAMS", json());
        fixed().forEach((name, value) -> environment.put(ParameterVariable.of(name), Json.inline(value)));
        spec.space().forEach(dimension -> environment.put(ParameterVariable.of(dimension.name()), value(dimension.name())));
        return environment;
    }

    private String json() {
        List<String> members = new ArrayList<>();
        fixed().forEach((name, value) -> members.add(Json.line(name) + ":" + Json.line(value)));
        for (Dimension dimension : spec.space()) {
            String value = value(dimension.name());
            members.add(Json.line(dimension.name()) + ":" + (KatibSpace.isNumber(dimension) ? value : "\"" + value + "\""));
        }
        return members.stream().collect(Collectors.joining(",", "{", "}"));
    }

    private Map<String, Object> fixed() {
        return spec.training().params() == null ? new LinkedHashMap<>() : new LinkedHashMap<>(spec.training().params());
    }

    private static String value(String parameter) {
        return VALUE.formatted(parameter);
    }
}
