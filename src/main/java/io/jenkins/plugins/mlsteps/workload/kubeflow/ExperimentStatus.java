package io.jenkins.plugins.mlsteps.workload.kubeflow;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Optional;

/** What Katib's controller says of an Experiment. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ExperimentStatus(List<Condition> conditions, OptimalTrial currentOptimalTrial) {
    ExperimentStatus {
        conditions = conditions == null ? List.of() : conditions;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Condition(String type, String status, String reason, String message) {
        boolean isTrue() {
            return "True".equals(status);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record OptimalTrial(String bestTrialName) {}

    static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(condition -> condition.type().equals(type) && condition.isTrue()).findFirst();
    }

    boolean succeeded() {
        return find(conditions, "Succeeded").isPresent();
    }

    boolean hasEnded() {
        return succeeded() || failure().isPresent();
    }

    /** Why it failed; empty when it did not. */
    Optional<String> failure() {
        return find(conditions, "Failed")
                .map(condition -> condition.message() == null ? String.valueOf(condition.reason()) : condition.message());
    }

    /** Empty until a trial has succeeded. */
    Optional<String> optimalTrial() {
        return Optional.ofNullable(currentOptimalTrial)
                .map(OptimalTrial::bestTrialName)
                .filter(trial -> !trial.isEmpty());
    }
}
