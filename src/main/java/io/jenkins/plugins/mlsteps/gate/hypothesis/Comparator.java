package io.jenkins.plugins.mlsteps.gate.hypothesis;

import io.jenkins.plugins.mlsteps.gate.measure.Direction;
import io.jenkins.plugins.mlsteps.gate.measure.ResampledMetric;
import io.jenkins.plugins.mlsteps.gate.measure.UnitValues;
import io.jenkins.plugins.mlsteps.gate.predictions.Classification;
import io.jenkins.plugins.mlsteps.gate.predictions.Predictions;
import io.jenkins.plugins.mlsteps.spec.HypothesisTest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/** Chooses how a metric of two models is compared, and compares it. */
final class Comparator {
    private final Pair pair;
    private final String metric;
    private final Method method;
    private final boolean plainSuperiority;

    Comparator(Pair pair, HypothesisTest test) {
        this.pair = pair;
        this.metric = test.metric();
        this.method = Method.of(test.method());
        this.plainSuperiority = test instanceof HypothesisTest.Superior && test.margin() == 0;
    }

    Difference compare() {
        return switch (method) {
            case AUTO -> suitable();
            case BOOTSTRAP -> bootstrap();
            case DELONG -> deLong().orElseThrow(() -> misfit("the auc of two classes without weights"));
            case WILCOXON -> signedRank();
            default -> proportions(method)
                    .orElseThrow(() -> misfit("accuracy, recall, specificity, fpr or fnr without weights"));
        };
    }

    private Difference suitable() {
        Method ofProportions = plainSuperiority && pair.isPaired() ? Method.MCNEMAR : Method.NEWCOMBE;
        return proportions(ofProportions).or(this::deLong).orElseGet(this::bootstrap);
    }

    private Optional<Difference> proportions(Method chosen) {
        if (chosen != Method.NEWCOMBE && !pair.isPaired()) {
            throw misfit("predictions with ids, by which they are paired");
        }
        if (chosen != Method.NEWCOMBE && !plainSuperiority) {
            throw misfit("superior with a margin of 0: it knows no other hypothesis");
        }
        Optional<Proportion> own = Proportion.of(pair.candidate(), metric);
        Optional<Proportion> other = Proportion.of(pair.baseline(), metric);
        return own.isPresent() && other.isPresent()
                ? Optional.of(Proportion.compare(pair, own.get(), other.get(), chosen))
                : Optional.empty();
    }

    private Optional<Difference> deLong() {
        boolean suits = metric.equals("auc")
                && isScoredOnTwoClasses(pair.candidate())
                && isScoredOnTwoClasses(pair.baseline());
        if (!suits) {
            return Optional.empty();
        }
        DeLong.Scores own = scores(pair.candidate(), row -> row);
        DeLong.Scores other = scores(pair.baseline(), pair::baselineRow);
        return Optional.of(pair.isPaired() ? DeLong.paired(own, other) : DeLong.unpaired(own, other));
    }

    private static boolean isScoredOnTwoClasses(Predictions predictions) {
        return !predictions.isWeighted()
                && predictions
                        .classification()
                        .map(classes -> classes.isBinary() && classes.hasScores())
                        .orElse(false);
    }

    private static DeLong.Scores scores(Predictions predictions, IntUnaryOperator rowAt) {
        Classification classification = predictions.classification().orElseThrow();
        double[] positive = new double[predictions.rows()];
        double[] negative = new double[predictions.rows()];
        int positives = 0;
        int negatives = 0;
        for (int i = 0; i < predictions.rows(); i++) {
            int row = rowAt.applyAsInt(i);
            if (classification.label(row) == 1) {
                positive[positives++] = classification.score(row, 1);
            } else {
                negative[negatives++] = classification.score(row, 1);
            }
        }
        if (positives < 2 || negatives < 2) {
            throw new HypothesisException("DeLong needs two rows of each class, there are " + negatives + " and " + positives);
        }
        return new DeLong.Scores(Arrays.copyOf(positive, positives), Arrays.copyOf(negative, negatives));
    }

    private Difference signedRank() {
        if (!pair.isPaired()) {
            throw misfit("predictions with ids, by which they are paired");
        }
        Optional<UnitValues> own = UnitValues.of(pair.candidate(), metric, row -> row);
        Optional<UnitValues> other = UnitValues.of(pair.baseline(), metric, pair::baselineRow);
        if (own.isEmpty() || other.isEmpty() || pair.candidate().isWeighted()) {
            throw misfit("a mean over rows without weights, such as mae or log_loss");
        }
        double[] differences = new double[own.get().value().length];
        Arrays.setAll(differences, i -> sign() * (own.get().value()[i] - other.get().value()[i]));
        return new SignedRank(differences);
    }

    private Difference bootstrap() {
        return new Bootstrap(
                        ResampledMetric.of(pair.candidate(), metric, row -> row),
                        ResampledMetric.of(pair.baseline(), metric, pair::baselineRow),
                        sign(),
                        pair.isPaired())
                .difference();
    }

    private int sign() {
        return Direction.of(metric)
                .orElseThrow(() -> new HypothesisException("'" + metric + "' is neither better when higher nor when lower"))
                .sign();
    }

    private HypothesisException misfit(String needed) {
        return new HypothesisException("method '" + method.name().toLowerCase(Locale.ROOT) + "' does not fit '"
                + metric + "' here: it needs " + needed);
    }
}
