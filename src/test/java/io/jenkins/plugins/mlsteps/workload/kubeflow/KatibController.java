package io.jenkins.plugins.mlsteps.workload.kubeflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands in for Katib's controller and webhook: holds an Experiment to their rules, makes Trials with random values of its space and
 * keeps the status of both as they do. What the Job of a trial comes to is somebody else's matter.
 */
public final class KatibController {
    /** Runs the Jobs of trials. */
    @FunctionalInterface
    public interface Runs {
        /**
         * @param job of a trial, with its values in it
         * @return what became of it; empty while it runs
         */
        Optional<Outcome> look(String trial, JsonNode job) throws Exception;
    }

    /**
     * @param condition {@code Succeeded}, {@code Failed}, {@code EarlyStopped} or {@code MetricsUnavailable}
     * @param latest last value of the objective, as the command printed it; null when there is none
     */
    public record Outcome(String condition, String message, String latest) {
        public static Optional<Outcome> succeeded(double value) {
            return Optional.of(new Outcome("Succeeded", "Trial has succeeded", Double.toString(value)));
        }
    }

    private static final ResourceDefinitionContext TRIALS = ExperimentManifest.kind("Trial");

    /** Katib's own, as its source has it; what it does not match is an empty text. */
    private static final String DEFAULT_FILTER = "([\\w|-]+)\\s*=\\s*([+-]?\\d*(\\.\\d+)?([Ee][+-]?\\d+)?)";

    private static final String TIME = "2026-11-25T07:00:0%dZ";

    private final KubernetesClient client;
    private final String namespace;
    private final Runs runs;
    private final Random random = new Random(1);
    private final Map<String, JsonNode> jobs = new LinkedHashMap<>();

    public KatibController(KubernetesClient client, String namespace, Runs runs) {
        this.client = client;
        this.namespace = namespace;
        this.runs = runs;
    }

    /** The kinds that Katib adds to a cluster. */
    public static List<ResourceDefinitionContext> kinds() {
        return List.of(ExperimentManifest.KIND, TRIALS);
    }

    /** One pass over all Experiments. */
    public void reconcile() throws Exception {
        for (GenericKubernetesResource experiment :
                client.genericKubernetesResources(ExperimentManifest.KIND).inNamespace(namespace).list().getItems()) {
            reconcile(experiment);
        }
    }

    public List<GenericKubernetesResource> experiments() {
        return client.genericKubernetesResources(ExperimentManifest.KIND).inNamespace(namespace).list().getItems();
    }

    /** Says that an Experiment failed, as Katib does when it cannot get suggestions. */
    public void fail(String message) {
        GenericKubernetesResource experiment = experiments().get(0);
        experiment.setAdditionalProperty("status", Map.of("conditions", List.of(condition("Failed", message))));
        save(ExperimentManifest.KIND, experiment);
    }

    private void reconcile(GenericKubernetesResource experiment) throws Exception {
        JsonNode spec = Json.mapper().valueToTree(experiment.get("spec"));
        admit(experiment.getMetadata().getName(), spec);
        int running = 0;
        int ended = 0;
        String best = null;
        double bestValue = Double.NaN;
        for (GenericKubernetesResource trial : trials(experiment)) {
            Optional<Outcome> outcome = advance(trial, spec);
            running += outcome.isEmpty() ? 1 : 0;
            ended += outcome.isPresent() ? 1 : 0;
            if (outcome.isPresent() && outcome.get().condition().equals("Succeeded") && outcome.get().latest().matches("[-0-9].*\\d")) {
                double value = Double.parseDouble(outcome.get().latest());
                boolean better = spec.path("objective").path("type").asText().equals("minimize") ? value < bestValue : value > bestValue;
                if (best == null || better) {
                    best = trial.getMetadata().getName();
                    bestValue = value;
                }
            }
        }
        int most = spec.path("maxTrialCount").asInt();
        for (int made = running + ended; running < spec.path("parallelTrialCount").asInt() && made < most; made++, running++) {
            make(experiment, spec, made);
        }
        Map<String, Object> status = new LinkedHashMap<>();
        List<Map<String, String>> conditions = new ArrayList<>(List.of(condition("Created", "Experiment is created")));
        if (ended == most) {
            conditions.add(condition("Succeeded", "Experiment has succeeded because max trial count has reached"));
        }
        status.put("conditions", conditions);
        if (best != null) {
            status.put("currentOptimalTrial", Map.of("bestTrialName", best));
        }
        experiment.setAdditionalProperty("status", status);
        save(ExperimentManifest.KIND, experiment);
    }

    private Optional<Outcome> advance(GenericKubernetesResource trial, JsonNode spec) throws Exception {
        String name = trial.getMetadata().getName();
        Optional<Outcome> outcome = runs.look(name, jobs.get(name));
        if (outcome.isPresent()) {
            Map<String, Object> status = new LinkedHashMap<>();
            status.put("startTime", TIME.formatted(1));
            status.put("completionTime", TIME.formatted(3));
            status.put("conditions", List.of(condition("Created", "Trial is created"), condition(outcome.get().condition(), outcome.get().message())));
            if (outcome.get().latest() != null) {
                Map<String, String> metric = new LinkedHashMap<>(Map.of("name", "loss", "min", "-99", "max", "99"));
                String latest = collected(spec, outcome.get());
                if (!latest.isEmpty()) { // as Go's omitempty
                    metric.put("latest", latest);
                }
                status.put("observation", Map.of("metrics", List.of(metric)));
            }
            trial.setAdditionalProperty("status", status);
            save(TRIALS, trial);
        }
        return outcome;
    }

    /** What Katib's collector keeps of a value that was printed. */
    private static String collected(JsonNode spec, Outcome outcome) {
        if (outcome.condition().equals("MetricsUnavailable")) {
            return outcome.latest();
        }
        JsonNode filter = spec.path("metricsCollectorSpec").path("source").path("filter").path("metricsFormat").path(0);
        Matcher line = Pattern.compile(filter.asText(DEFAULT_FILTER)).matcher("loss=" + outcome.latest());
        assertThat(line.find()).isTrue();
        return line.group(2);
    }

    private void make(GenericKubernetesResource experiment, JsonNode spec, int number) {
        String name = experiment.getMetadata().getName() + "-" + String.format("%08x", random.nextInt());
        Map<String, String> values = new LinkedHashMap<>();
        spec.path("parameters").forEach(parameter -> values.put(parameter.path("name").asText(), value(parameter)));
        String job = spec.path("trialTemplate").path("trialSpec").toString();
        for (JsonNode parameter : spec.path("trialTemplate").path("trialParameters")) {
            String reference = parameter.path("reference").asText();
            String value = reference.equals("${trialSpec.Name}") ? name : values.get(reference);
            job = job.replace("${trialParameters." + parameter.path("name").asText() + "}", value);
        }
        try {
            jobs.put(name, Json.mapper().readTree(job));
        } catch (IOException e) {
            throw new AssertionError("with the values in it, the Job is no JSON: " + job, e);
        }
        List<Map<String, String>> assignments = new ArrayList<>();
        values.forEach((parameter, value) -> assignments.add(Map.of("name", parameter, "value", value)));
        client.genericKubernetesResources(TRIALS)
                .inNamespace(namespace)
                .resource(new GenericKubernetesResourceBuilder()
                        .withApiVersion("kubeflow.org/v1beta1")
                        .withKind("Trial")
                        .withNewMetadata()
                        .withName(name)
                        .addToLabels("katib.kubeflow.org/experiment", experiment.getMetadata().getName())
                        .endMetadata()
                        .addToAdditionalProperties("spec", Map.of("parameterAssignments", assignments))
                        .build())
                .create();
    }

    private String value(JsonNode parameter) {
        JsonNode space = parameter.path("feasibleSpace");
        if (space.has("list")) {
            return space.path("list").path(random.nextInt(space.path("list").size())).asText();
        }
        double min = space.path("min").asDouble();
        double max = space.path("max").asDouble();
        if (space.has("step")) {
            List<String> values = combinations(parameter);
            return values.get(random.nextInt(values.size()));
        }
        return parameter.path("parameterType").asText().equals("int")
                ? Long.toString(Math.round(min + random.nextDouble() * (max - min)))
                : Double.toString(min + random.nextDouble() * (max - min));
    }

    /** The values of a range, as Katib's grid adds them up with numpy's arange. */
    private static List<String> combinations(JsonNode parameter) {
        JsonNode space = parameter.path("feasibleSpace");
        if (space.has("list")) {
            return Json.mapper().convertValue(space.path("list"), new TypeReference<List<String>>() {});
        }
        double min = space.path("min").asDouble();
        double max = space.path("max").asDouble();
        double step = space.path("step").asDouble();
        boolean whole = parameter.path("parameterType").asText().equals("int");
        List<String> values = new ArrayList<>();
        int most = (int) Math.ceil((max + step - min) / step);
        for (int i = 0; i < most && (i < most - 1 || min + i * step <= max); i++) {
            values.add(whole ? Long.toString(Math.round(min + i * step)) : Double.toString(min + i * step));
        }
        return values;
    }

    /** The rules of Katib's validating webhook, and of the service of its grid, that a manifest of ours could break. */
    private static void admit(String name, JsonNode spec) {
        assertThat(name).matches("[a-z]([-a-z0-9]*[a-z0-9])?").hasSizeLessThanOrEqualTo(40);
        assertThat(spec.path("parallelTrialCount").asInt()).isBetween(1, spec.path("maxTrialCount").asInt());
        assertThat(spec.path("maxFailedTrialCount").asInt()).isBetween(0, spec.path("maxTrialCount").asInt());
        if (spec.path("algorithm").path("algorithmName").asText().equals("grid")) {
            int points = 1;
            for (JsonNode parameter : spec.path("parameters")) {
                points *= combinations(parameter).size();
            }
            assertThat(spec.path("maxTrialCount").asInt()).isLessThanOrEqualTo(points);
        }
        JsonNode template = spec.path("trialTemplate");
        assertThat(template.path("primaryContainerName").asText()).isNotEmpty();
        assertThat(template.path("successCondition").asText()).isNotEmpty();
        assertThat(template.path("failureCondition").asText()).isNotEmpty();
        JsonNode metadata = template.path("trialSpec").path("metadata");
        assertThat(metadata.has("name") || metadata.has("namespace")).isFalse();
        for (JsonNode parameter : template.path("trialParameters")) {
            assertThat(template.path("trialSpec").toString()).contains("${trialParameters." + parameter.path("name").asText() + "}");
        }
        for (JsonNode parameter : spec.path("parameters")) {
            boolean ranged = List.of("double", "int").contains(parameter.path("parameterType").asText());
            assertThat(parameter.path("feasibleSpace").has("min")).isEqualTo(ranged);
            assertThat(parameter.path("feasibleSpace").has("list")).isEqualTo(!ranged);
        }
    }

    private List<GenericKubernetesResource> trials(GenericKubernetesResource experiment) {
        return client.genericKubernetesResources(TRIALS)
                .inNamespace(namespace)
                .withLabel("katib.kubeflow.org/experiment", experiment.getMetadata().getName())
                .list()
                .getItems();
    }

    private static Map<String, String> condition(String type, String message) {
        return Map.of("type", type, "status", "True", "message", message);
    }

    private void save(ResourceDefinitionContext kind, GenericKubernetesResource object) {
        client.genericKubernetesResources(kind).inNamespace(namespace).resource(object).updateStatus();
    }
}
