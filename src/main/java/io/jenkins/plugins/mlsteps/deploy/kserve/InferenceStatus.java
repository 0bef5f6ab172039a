package io.jenkins.plugins.mlsteps.deploy.kserve;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.jenkins.plugins.mlsteps.deploy.kubernetes.Progress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What KServe says of an InferenceService (v1beta1 {@code status}).
 *
 * @param url where clients find it; null before it has one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record InferenceStatus(Long observedGeneration, String url, List<Condition> conditions, ModelStatus modelStatus) {
    InferenceStatus {
        conditions = conditions == null ? List.of() : List.copyOf(conditions);
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Condition(String type, String status, String reason, String message) {
        boolean isFalse() {
            return "False".equals(status);
        }
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record ModelStatus(String transitionStatus, FailureInfo lastFailureInfo) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record FailureInfo(String reason, String message, Integer exitCode) {}

    /** @param generation of the specification that was applied */
    Progress progress(long generation) {
        if (observedGeneration == null || observedGeneration < generation) {
            return Progress.pending("KServe has not begun with it");
        }
        if (isTrue("Stopped")) {
            return Progress.failed("the InferenceService is stopped (annotation serving.kserve.io/stop)");
        }
        String transition = modelStatus == null ? "" : String.valueOf(modelStatus.transitionStatus());
        if (transition.equals("BlockedByFailedLoad") || transition.equals("InvalidSpec")) {
            return Progress.failed("KServe cannot load the model: " + transition + failure());
        }
        if (isTrue("Ready") && !transition.equals("InProgress")) {
            return Progress.ready();
        }
        return Progress.pending("not ready" + whatIsNot() + failure());
    }

    private boolean isTrue(String type) {
        return conditions.stream().anyMatch(it -> type.equals(it.type()) && "True".equals(it.status()));
    }

    private String whatIsNot() {
        String parts = conditions.stream()
                .filter(condition -> condition.isFalse() && !"Ready".equals(condition.type()))
                .filter(condition -> !"Stopped".equals(condition.type()))
                .map(condition -> Stream.of(condition.type(), condition.reason(), condition.message())
                        .filter(word -> word != null && !word.isEmpty())
                        .collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
        return parts.isEmpty() ? "" : ": " + parts;
    }

    private String failure() {
        return Optional.ofNullable(modelStatus)
                .map(ModelStatus::lastFailureInfo)
                .map(info -> " (" + info.reason()
                        + (info.exitCode() == null ? "" : ", exit code " + info.exitCode())
                        + (info.message() == null ? "" : ": " + info.message()) + ")")
                .orElse("");
    }
}
