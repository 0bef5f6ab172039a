package io.jenkins.plugins.mlsteps.steps;

import java.io.Serializable;
import java.util.Map;

/**
 * What {@code trainModel} returns.
 *
 * @param metrics last value of each metric
 * @param model workspace path of the model; null when training left none
 * @param digest of the model; null when there is none
 * @param predictions workspace path of held-out predictions; null unless the built-in trainer wrote them
 */
public record TrainResult(
        String name, Map<String, Double> metrics, String model, String digest, String predictions, double seconds)
        implements Serializable {}
