package io.jenkins.plugins.mlsteps.gate.measure;

import io.jenkins.plugins.mlsteps.gate.predictions.Classification;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The metrics of classifiers, for every group of several groupings in one pass over the rows. */
final class ClassificationMeasures {
    private final Predictions predictions;
    private final Classification classification;
    private final List<Grouping> groupings;
    private final List<List<Map<String, Double>>> metrics;

    /** @param metrics where each group's go */
    ClassificationMeasures(
            Predictions predictions, List<Grouping> groupings, List<List<Map<String, Double>>> metrics) {
        this.predictions = predictions;
        this.classification = predictions.classification().orElseThrow();
        this.groupings = groupings;
        this.metrics = metrics;
    }

    void measure() {
        int classes = classification.classes().size();
        if (classification.hasPredictions()) {
            tallyClasses(classes);
        }
        if (classification.hasProbabilities()) {
            tallyProbabilities();
        }
        if (classification.hasScores()) {
            if (classes > 2) {
                tallyTop(classes);
            }
            IntStream.range(0, groupings.size()).parallel().forEach(this::curves);
        }
    }

    private void tallyClasses(int classes) {
        List<List<ClassTally>> tallies = each(() -> new ClassTally(classes));
        for (int row = 0; row < predictions.rows(); row++) {
            int label = classification.label(row);
            int prediction = classification.prediction(row);
            double weight = predictions.weight(row);
            for (int g = 0; g < tallies.size(); g++) {
                tallies.get(g).get(group(g, row)).add(label, prediction, weight);
            }
        }
        write(tallies, ClassTally::writeTo);
    }

    private void tallyProbabilities() {
        List<List<ProbabilityTally>> tallies = each(ProbabilityTally::new);
        for (int row = 0; row < predictions.rows(); row++) {
            ProbabilityTally.Row losses = ProbabilityTally.Row.of(classification, row);
            double weight = predictions.weight(row);
            for (int g = 0; g < tallies.size(); g++) {
                tallies.get(g).get(group(g, row)).add(losses, weight);
            }
        }
        write(tallies, ProbabilityTally::writeTo);
    }

    private void tallyTop(int classes) {
        List<List<TopTally>> tallies = each(() -> new TopTally(classes));
        for (int row = 0; row < predictions.rows(); row++) {
            int ahead = TopTally.ahead(classification, row);
            double weight = predictions.weight(row);
            for (int g = 0; g < tallies.size(); g++) {
                tallies.get(g).get(group(g, row)).add(ahead, weight);
            }
        }
        write(tallies, TopTally::writeTo);
    }

    /** Of two classes the positive one's; of more the mean over each against the rest. */
    private void curves(int g) {
        int classes = classification.classes().size();
        int first = classification.isBinary() ? 1 : 0;
        Curve[][] curves = new Curve[classes][];
        for (int c = first; c < classes; c++) {
            curves[c] = new Curves(predictions, groupings.get(g), c).draw();
        }
        for (int group = 0; group < groupings.get(g).groups(); group++) {
            Defined defined = new Defined(metrics.get(g).get(group));
            defined.put("auc", mean(curves, first, group, Curve::auc));
            defined.put("average_precision", mean(curves, first, group, Curve::averagePrecision));
        }
    }

    private static double mean(Curve[][] curves, int first, int group, ToDoubleFunction<Curve> area) {
        double sum = 0;
        for (int c = first; c < curves.length; c++) {
            sum += area.applyAsDouble(curves[c][group]);
        }
        return sum / (curves.length - first);
    }

    private int group(int grouping, int row) {
        return groupings.get(grouping).of().applyAsInt(row);
    }

    private <T> List<List<T>> each(Supplier<T> tally) {
        return groupings.stream()
                .map(grouping -> IntStream.range(0, grouping.groups())
                        .mapToObj(group -> tally.get())
                        .toList())
                .toList();
    }

    private <T> void write(List<List<T>> tallies, BiConsumer<T, Map<String, Double>> writeTo) {
        for (int g = 0; g < tallies.size(); g++) {
            for (int group = 0; group < tallies.get(g).size(); group++) {
                writeTo.accept(tallies.get(g).get(group), metrics.get(g).get(group));
            }
        }
    }
}
