package io.jenkins.plugins.mlsteps.automl.learn;

import io.jenkins.plugins.mlsteps.automl.tree.BinnedMatrix;
import io.jenkins.plugins.mlsteps.automl.tree.Goal;
import io.jenkins.plugins.mlsteps.automl.tree.Tree;
import io.jenkins.plugins.mlsteps.automl.tree.TreeGrower;
import io.jenkins.plugins.mlsteps.spec.Parameter;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Friedman (2001), "Greedy Function Approximation: A Gradient Boosting Machine", with row sampling (Friedman 2002, "Stochastic
 * Gradient Boosting") and Newton steps (Chen and Guestrin 2016): each tree corrects what the trees before it got wrong.
 */
@Word(value = "gradientBoosting", doc = "A sum of small trees, each correcting those before it.")
public record BoostingLearner(
        @Parameter(value = "Number of rounds; one tree a round, for more than two classes one a class.", defaultValue = "100", min = 1, max = 10_000)
                int rounds,
        @Parameter(value = "Share of a tree's correction that is taken.", defaultValue = "0.1", min = 0.0001, max = 1)
                double learningRate,
        @Parameter(value = "Depth of the trees.", defaultValue = "3", min = 1, max = 20) int depth,
        @Parameter(value = "Fewest rows of a leaf.", defaultValue = "5", min = 1, max = 1_000_000) int minLeaf,
        @Parameter(value = "Share of the rows each round learns from.", defaultValue = "0.8", min = 0.01, max = 1)
                double rowFraction,
        @Parameter(value = "Share of the features looked at in each node.", defaultValue = "0.5", min = 0.001, max = 1)
                double featureFraction)
        implements Learner {
    /** λ of Chen and Guestrin, their default. */
    private static final double PENALTY = 1;

    @Override
    public Model fit(Lesson lesson, long seed) {
        Loss loss = Loss.of(lesson.outcome());
        double[][] scores = new double[lesson.rows()][];
        for (int row = 0; row < scores.length; row++) {
            scores[row] = doubles(loss.base());
        }
        List<Tree> trees = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < rounds; round++) {
            List<Tree> grown = round(lesson, loss, scores, random);
            IntStream.range(0, scores.length).parallel().forEach(row ->
                    grown.forEach(tree -> tree.addTo(scores[row], lesson.features(), row)));
            trees.addAll(grown);
        }
        return new Model.Trees(List.copyOf(trees), loss.base(), loss.link());
    }

    private List<Tree> round(Lesson lesson, Loss loss, double[][] scores, SplittableRandom random) {
        BinnedMatrix matrix = lesson.binned();
        int[] sample = sample(lesson.rows(), random);
        int features = Math.max(1, (int) Math.round(featureFraction * lesson.features().width()));
        TreeGrower.Limits limits = new TreeGrower.Limits(depth, minLeaf, features);
        List<SplittableRandom> randoms =
                IntStream.range(0, loss.trees()).mapToObj(i -> random.split()).toList();
        return IntStream.range(0, loss.trees())
                .parallel()
                .mapToObj(i -> {
                    Goal goal = loss.step(scores, i, PENALTY, learningRate);
                    return new TreeGrower(matrix, goal, limits, randoms.get(i)).grow(sample.clone(), i);
                })
                .toList();
    }

    /** Without replacement, in ascending order. */
    private int[] sample(int rows, SplittableRandom random) {
        int wanted = Math.max(1, (int) Math.round(rowFraction * rows));
        int[] sample = new int[wanted];
        int taken = 0;
        for (int row = 0; taken < wanted; row++) {
            if (random.nextInt(rows - row) < wanted - taken) {
                sample[taken++] = row;
            }
        }
        return sample;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
