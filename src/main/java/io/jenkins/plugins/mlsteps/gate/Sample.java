package io.jenkins.plugins.mlsteps.gate;

import io.jenkins.plugins.mlsteps.gate.measure.Measures;
import io.jenkins.plugins.mlsteps.gate.measure.MetricNames;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import io.jenkins.plugins.mlsteps.gate.predictions.PredictionsException;
import io.jenkins.plugins.mlsteps.gate.predictions.PredictionsReader;
import io.jenkins.plugins.mlsteps.gate.slice.PartialPooling;
import io.jenkins.plugins.mlsteps.record.Verdict;
import io.jenkins.plugins.mlsteps.spec.GateSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A model's predictions and what they say of it.
 *
 * @param predictions null when there are none, or they cannot be used
 * @param measures empty without predictions
 * @param pooled metrics of each slice as rules for slices see them
 * @param findings failed checks about predictions that cannot be used
 */
record Sample(
        Predictions predictions,
        Measures measures,
        Map<String, Map<String, Double>> pooled,
        List<Verdict.Check> findings) {
    /**
     * @param what names the predictions in a failed check
     * @param file null when there are none
     */
    static Sample read(String what, Path file, GateSpec spec) {
        return read(what, file, spec, path -> PredictionsReader.read(path, spec.slices()));
    }

    /** As {@link #read}, with the columns that the gate does not name but that may tell where the model is bad. */
    static Sample readWithOthers(String what, Path file, GateSpec spec) {
        return read(what, file, spec, path -> PredictionsReader.readWithOthers(path, spec.slices()));
    }

    private static Sample read(String what, Path file, GateSpec spec, Function<Path, Predictions> reader) {
        if (file == null) {
            return nothing(List.of());
        }
        try {
            Predictions predictions = reader.apply(file);
            Measures measures = Measures.of(predictions);
            boolean pool = !spec.slicePooling().equals("none");
            return new Sample(
                    predictions,
                    measures,
                    pool ? PartialPooling.of(predictions, measures) : measures.slices(),
                    List.of());
        } catch (PredictionsException e) {
            return nothing(List.of(Gate.failed(what, e.getMessage())));
        }
    }

    /** No predictions at all. */
    static Sample none() {
        return nothing(List.of());
    }

    private static Sample nothing(List<Verdict.Check> findings) {
        return new Sample(null, Measures.NONE, Map.of(), findings);
    }

    boolean isPresent() {
        return predictions != null;
    }

    /** The slices that rules may judge: those with so many rows, their metrics as {@link #pooled}. */
    Map<String, Map<String, Double>> judged(int minRows) {
        Map<String, Map<String, Double>> judged = new LinkedHashMap<>(pooled);
        judged.keySet().removeIf(slice -> rows(slice) < minRows);
        return judged;
    }

    long rows(String slice) {
        return measures.slices().get(slice).get(Measures.ROWS).longValue();
    }

    /** A check that failed, perhaps because predictions that were given cannot be used, says so. */
    Verdict.Check excusing(Verdict.Check check) {
        return check.passed() || findings.isEmpty()
                ? check
                : new Verdict.Check(
                        check.rule(),
                        false,
                        check.observed(),
                        check.required(),
                        "the predictions cannot be used; without them " + check.reason(),
                        check.statistics());
    }

    /**
     * What was reported, and over it what the predictions themselves say. Of the metrics that the gate measures, none is as it was
     * reported beside predictions, also where these do not define it.
     */
    Map<String, Double> over(Map<String, Double> reported) {
        Map<String, Double> metrics = new HashMap<>(reported);
        if (isPresent()) {
            metrics.keySet().removeIf(MetricNames::isMeasured);
        }
        metrics.putAll(measures.overall());
        return metrics;
    }
}
