package io.jenkins.plugins.mlsteps.gate;

import io.jenkins.plugins.mlsteps.gate.measure.Measures;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import io.jenkins.plugins.mlsteps.gate.predictions.PredictionsException;
import io.jenkins.plugins.mlsteps.gate.predictions.PredictionsReader;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's predictions and what they say of it.
 *
 * @param predictions null when there are none, or they cannot be used
 * @param measures empty without predictions
 * @param findings failed checks about predictions that cannot be used
 */
record Sample(Predictions predictions, Measures measures, List<Verdict.Check> findings) {
    private static final Measures NOTHING = new Measures(Map.of(), Map.of());

    /**
     * @param what names the predictions in a failed check
     * @param file null when there are none
     */
    static Sample read(String what, Path file, Collection<String> sliceColumns) {
        if (file == null) {
            return new Sample(null, NOTHING, List.of());
        }
        try {
            Predictions predictions = PredictionsReader.read(file, sliceColumns);
            return new Sample(predictions, Measures.of(predictions), List.of());
        } catch (PredictionsException e) {
            return new Sample(null, NOTHING, List.of(Gate.failed(what, e.getMessage())));
        }
    }

    boolean isPresent() {
        return predictions != null;
    }

    /** What was reported, and over it what the predictions themselves say. */
    Map<String, Double> over(Map<String, Double> reported) {
        Map<String, Double> metrics = new HashMap<>(reported);
        metrics.putAll(measures.overall());
        return metrics;
    }
}
