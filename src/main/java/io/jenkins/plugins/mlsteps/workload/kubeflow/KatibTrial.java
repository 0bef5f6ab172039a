package io.jenkins.plugins.mlsteps.workload.kubeflow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.record.Trial.State;
import io.jenkins.plugins.mlsteps.workload.kubeflow.ExperimentStatus.Condition;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A trial as Katib's controller describes it.
 *
 * @param name of the Trial
 * @param created when Katib wrote it
 */
record KatibTrial(String name, Instant created, Spec spec, Status status) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Spec(List<Assignment> parameterAssignments) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Assignment(String name, String value) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Status(Instant startTime, Instant completionTime, List<Condition> conditions, Observation observation) {
        Status {
            conditions = conditions == null ? List.of() : conditions;
            observation = observation == null ? new Observation(List.of()) : observation;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Observation(List<Metric> metrics) {
        Observation {
            metrics = metrics == null ? List.of() : metrics;
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Metric(String name, String latest) {}

    static KatibTrial of(GenericKubernetesResource object) {
        Status none = new Status(null, null, null, null);
        Object status = object.get("status");
        return new KatibTrial(
                object.getMetadata().getName(),
                Instant.parse(object.getMetadata().getCreationTimestamp()),
                Json.mapper().convertValue(object.get("spec"), Spec.class),
                status == null ? none : Json.mapper().convertValue(status, Status.class));
    }

    /**
     * The trial as a study keeps it.
     *
     * @param objective name of the metric
     * @param over whether the Experiment has ended, so that what still runs has ended with it
     */
    Trial asTrial(int number, KatibSpace space, String objective, boolean over) {
        Map<String, String> assignments = new LinkedHashMap<>();
        spec.parameterAssignments().forEach(assignment -> assignments.put(assignment.name(), assignment.value()));
        Map<String, Double> metrics = metrics();
        KatibSpace.Point point = space.decode(assignments);
        Ending ending = ending(metrics.get(objective), objective, over).unless(point.problem());
        Instant start = status.startTime() == null ? created : status.startTime();
        Instant end = status.completionTime() == null ? start : status.completionTime();
        return new Trial(
                number,
                point.params(),
                ending.state(),
                ending.value(),
                List.of(),
                ending.state() == State.RUNNING ? Map.of() : metrics,
                ending.reason(),
                start,
                ending.state() == State.RUNNING ? null : end);
    }

    private record Ending(State state, Double value, String reason) {
        /** What was searched beside the space is no result of the study. */
        Ending unless(String problem) {
            return problem == null || state == State.RUNNING ? this : new Ending(State.FAILED, null, problem);
        }
    }

    private Ending ending(Double value, String objective, boolean over) {
        if (is("EarlyStopped").isPresent()) {
            return new Ending(State.PRUNED, value, "stopped early by Katib");
        }
        Optional<Condition> failed = is("Failed").or(() -> is("Killed"));
        if (failed.isPresent()) {
            return new Ending(State.FAILED, null, "Katib says " + failed.get().type() + ": " + failed.get().message());
        }
        boolean succeeded = is("Succeeded").isPresent();
        if (is("MetricsUnavailable").isPresent() || succeeded && value == null) {
            return new Ending(State.FAILED, null, "the command printed no " + objective + "=… that Katib could read");
        }
        if (succeeded) {
            return Double.isFinite(value) ? new Ending(State.COMPLETE, value, null)
                    : new Ending(State.NOT_FINITE, null, objective + " is " + value);
        }
        return over ? new Ending(State.FAILED, null, "ended with its Experiment") : new Ending(State.RUNNING, null, null);
    }

    private Optional<Condition> is(String condition) {
        return ExperimentStatus.find(status.conditions(), condition);
    }

    /**
     * As Go and Python write numbers. Of a {@code nan} that its filter does not know Katib keeps nothing, of a {@code -inf} the sign:
     * what is no number is NaN.
     */
    private static double number(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> decimal(text);
        };
    }

    private static double decimal(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private Map<String, Double> metrics() {
        Map<String, Double> metrics = new LinkedHashMap<>();
        for (Metric metric : status.observation().metrics()) {
            String latest = metric.latest() == null ? "" : metric.latest(); // Go writes no empty text
            if (!latest.equals("unavailable")) {
                metrics.put(metric.name(), number(latest));
            }
        }
        return metrics;
    }
}
