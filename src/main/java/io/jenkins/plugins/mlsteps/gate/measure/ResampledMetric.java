package io.jenkins.plugins.mlsteps.gate.measure;

import io.jenkins.plugins.mlsteps.gate.predictions.Classification;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import io.jenkins.plugins.mlsteps.gate.predictions.Regression;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** A metric of a resample, in which each unit (a row, or a query of a ranking) occurs any number of times. */
public interface ResampledMetric {
    /** NaN where the metric is undefined. */
    double of(int[] counts);

    /** Number of units. */
    int units();

    /**
     * @param rowAt row of the predictions that a position stands for
     */
    static ResampledMetric of(Predictions predictions, String metric, IntUnaryOperator rowAt) {
        Optional<UnitValues> values = UnitValues.of(predictions, metric, rowAt);
        if (values.isPresent()) {
            return new OfMean(values.get());
        }
        if (metric.equals("auc") || metric.equals("average_precision")) {
            return new ResampledCurve(predictions, rowAt, metric.equals("auc") ? Curve::auc : Curve::averagePrecision);
        }
        return predictions.classification().isPresent()
                ? new OfClasses(predictions, metric, rowAt)
                : new OfNumbers(predictions, metric, rowAt);
    }

    /** A mean over units. */
    record OfMean(UnitValues values) implements ResampledMetric {
        @Override
        public double of(int[] counts) {
            return values.mean(counts);
        }

        @Override
        public int units() {
            return values.value().length;
        }
    }

    /** What follows from counts of classes, from calibration or from the best classes. */
    record OfClasses(Predictions predictions, String metric, IntUnaryOperator rowAt) implements ResampledMetric {
        @Override
        public double of(int[] counts) {
            Classification classification = predictions.classification().orElseThrow();
            Map<String, Double> metrics = new HashMap<>();
            ClassTally classes = new ClassTally(classification.classes().size());
            ProbabilityTally probabilities = new ProbabilityTally();
            TopTally top = new TopTally(classification.classes().size());
            boolean calibration = metric.equals("ece");
            boolean best = metric.startsWith("top_");
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    int row = rowAt.applyAsInt(i);
                    double weight = counts[i] * predictions.weight(row);
                    if (calibration) {
                        probabilities.add(ProbabilityTally.Row.of(classification, row), weight);
                    } else if (best) {
                        top.add(TopTally.ahead(classification, row), weight);
                    } else {
                        classes.add(classification.label(row), classification.prediction(row), weight);
                    }
                }
            }
            if (calibration) {
                probabilities.writeTo(metrics);
            } else if (best) {
                top.writeTo(metrics);
            } else {
                classes.writeTo(metrics);
            }
            return metrics.getOrDefault(metric, Double.NaN);
        }

        @Override
        public int units() {
            return predictions.rows();
        }
    }

    /** What follows from squared errors. */
    record OfNumbers(Predictions predictions, String metric, IntUnaryOperator rowAt) implements ResampledMetric {
        @Override
        public double of(int[] counts) {
            Regression regression = predictions.regression().orElseThrow();
            RegressionTally tally = new RegressionTally();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    int row = rowAt.applyAsInt(i);
                    tally.add(
                            regression.label().get(row),
                            regression.prediction().get(row),
                            counts[i] * predictions.weight(row));
                }
            }
            Map<String, Double> metrics = new HashMap<>();
            tally.writeTo(metrics);
            return metrics.getOrDefault(metric, Double.NaN);
        }

        @Override
        public int units() {
            return predictions.rows();
        }
    }
}
