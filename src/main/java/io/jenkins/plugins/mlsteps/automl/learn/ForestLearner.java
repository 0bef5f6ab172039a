package io.jenkins.plugins.mlsteps.automl.learn;

import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import io.jenkins.plugins.mlsteps.automl.tree.BinnedMatrix;
import io.jenkins.plugins.mlsteps.automl.tree.Goal;
import io.jenkins.plugins.mlsteps.automl.tree.Tree;
import io.jenkins.plugins.mlsteps.automl.tree.TreeGrower;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Breiman (2001), "Random Forests": the mean of deep trees, each grown on a bootstrap sample with few features a node. */
@Word(value = "randomForest", doc = "The mean of many deep trees, each grown on a random sample.")
public record ForestLearner(
        @Parameter(value = "Number of trees.", defaultValue = "200", min = 1, max = 10_000) int trees,
        @Parameter(value = "Fewest rows of a leaf.", defaultValue = "1", min = 1, max = 1_000_000) int minLeaf,
        @Parameter(
                        value = "Share of the features looked at in each node; 0 means the square root of their number"
                                + " (a third for regression).",
                        defaultValue = "0",
                        min = 0,
                        max = 1)
                double featureFraction)
        implements Learner {
    private static final int DEEPEST = 60;

    @Override
    public Model fit(Lesson lesson, long seed) {
        BinnedMatrix matrix = lesson.binned();
        Goal goal = goal(lesson.outcome());
        TreeGrower.Limits limits = new TreeGrower.Limits(DEEPEST, minLeaf, featuresPerNode(lesson));
        List<Tree> grown = IntStream.range(0, trees)
                .parallel()
                .mapToObj(number -> {
                    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
                    return new TreeGrower(matrix, goal, limits, random).grow(bootstrap(lesson.rows(), random), 0);
                })
                .toList();
        int outputs = lesson.outcome() instanceof Outcome.Classes classes ? classes.count() : 1;
        return new Model.Trees(grown, new float[outputs], Link.IDENTITY);
    }

    private Goal goal(Outcome outcome) {
        if (outcome instanceof Outcome.Classes classes) {
            return new Goal.ClassFrequencies(classes.codes(), classes.count(), 1.0 / trees);
        }
        double[] values = ((Outcome.Numbers) outcome).values();
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        double unit = Unit.of(values);
        double[] negative = Arrays.stream(values).map(value -> -value / unit).toArray();
        return new Goal.NewtonStep(negative, ones, 0, unit / trees, false);
    }

    /** Breiman's defaults, as also in Hastie et al., "The Elements of Statistical Learning", section 15.3. */
    private int featuresPerNode(Lesson lesson) {
        int width = lesson.features().width();
        double wanted = featureFraction > 0
                ? featureFraction * width
                : lesson.outcome() instanceof Outcome.Classes ? Math.sqrt(width) : width / 3.0;
        return Math.max(1, (int) Math.round(wanted));
    }

    private static int[] bootstrap(int rows, SplittableRandom random) {
        return IntStream.range(0, rows).map(i -> random.nextInt(rows)).toArray();
    }
}
