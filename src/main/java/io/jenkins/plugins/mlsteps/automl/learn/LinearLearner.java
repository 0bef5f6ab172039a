package io.jenkins.plugins.mlsteps.automl.learn;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Logistic regression, each class against the rest, and ridge regression, both by LIBLINEAR (Fan et al. 2008, "LIBLINEAR: A
 * Library for Large Linear Classification") on standardized features.
 */
@Word(value = "linear", doc = "Logistic regression for classes, ridge regression for numbers.")
public record LinearLearner(
        @io.jenkins.plugins.mlsteps.spec.Parameter(
                        value = "Inverse strength of the L2 penalty, as scikit-learn's C.",
                        defaultValue = "1",
                        min = 1e-9,
                        max = 1e9)
                double c)
        implements Learner {
    /** Relative size of the gradient at which the solver stops. */
    private static final double TOLERANCE = 1e-4;

    private static final int MOST_ITERATIONS = 1000;

    static {
        Linear.disableDebugOutput();
    }

    @Override
    public Model fit(Lesson lesson, long seed) {
        Standardization standard = Standardization.of(lesson.features());
        Problem problem = problem(lesson, standard);
        return lesson.outcome() instanceof Outcome.Classes classes
                ? classifier(problem, standard, classes, seed)
                : regression(problem, standard, (Outcome.Numbers) lesson.outcome(), seed);
    }

    private Model classifier(Problem problem, Standardization standard, Outcome.Classes classes, long seed) {
        int outputs = classes.count();
        float[][] weights = new float[outputs][];
        float[] bias = new float[outputs];
        int from = classes.isBinary() ? 1 : 0;
        IntStream.range(from, outputs).parallel().forEach(c -> {
            double[] solution = solve(withLabels(problem, against(classes, c)), SolverType.L2R_LR, seed);
            weights[c] = floats(solution, problem.n - 1);
            bias[c] = (float) solution[problem.n - 1];
        });
        if (classes.isBinary()) {
            weights[0] = negative(weights[1]);
            bias[0] = -bias[1];
        }
        return new Model.Linear(standard.offset(), standard.scale(), weights, bias, Link.LOGISTIC);
    }

    /** Outcomes are standardized too, so that the penalty means the same whatever their unit. */
    private Model regression(Problem problem, Standardization standard, Outcome.Numbers numbers, long seed) {
        double mean = Arrays.stream(numbers.values()).average().orElse(0);
        double variance = Arrays.stream(numbers.values())
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0);
        double deviation = variance > 0 ? Math.sqrt(variance) : 1;
        double[] labels = Arrays.stream(numbers.values())
                .map(value -> (value - mean) / deviation)
                .toArray();
        double[] solution = solve(withLabels(problem, labels), SolverType.L2R_L2LOSS_SVR, seed);
        double[] scaled = Arrays.stream(solution).map(value -> value * deviation).toArray();
        float bias = (float) (scaled[problem.n - 1] + mean);
        return new Model.Linear(
                standard.offset(), standard.scale(), new float[][] {floats(scaled, problem.n - 1)}, new float[] {bias},
                Link.IDENTITY);
    }

    /** The weights of the features and, last, of the constant, which is not penalized. */
    private double[] solve(Problem problem, SolverType solver, long seed) {
        Parameter parameter = new Parameter(solver, c, TOLERANCE, MOST_ITERATIONS, 0);
        parameter.setRegularizeBias(false);
        parameter.setRandom(new Random(seed));
        de.bwaldvogel.liblinear.Model model = Linear.train(problem, parameter);
        double[] weights = model.getFeatureWeights();
        // LIBLINEAR takes the class of the first row for the positive one.
        boolean swapped = solver == SolverType.L2R_LR && model.getLabels()[0] != 1;
        return swapped ? Arrays.stream(weights).map(weight -> -weight).toArray() : weights;
    }

    private static Problem problem(Lesson lesson, Standardization standard) {
        int width = lesson.features().width();
        Problem problem = new Problem();
        problem.l = lesson.rows();
        problem.n = width + 1;
        problem.bias = 1;
        problem.x = new Feature[problem.l][];
        for (int row = 0; row < problem.l; row++) {
            Feature[] nodes = new Feature[width + 1];
            for (int feature = 0; feature < width; feature++) {
                double value = lesson.features().columns()[feature][row];
                nodes[feature] = new FeatureNode(
                        feature + 1, (value - standard.offset()[feature]) * standard.scale()[feature]);
            }
            nodes[width] = new FeatureNode(width + 1, 1);
            problem.x[row] = nodes;
        }
        return problem;
    }

    private static Problem withLabels(Problem problem, double[] labels) {
        Problem labelled = new Problem();
        labelled.l = problem.l;
        labelled.n = problem.n;
        labelled.bias = problem.bias;
        labelled.x = problem.x;
        labelled.y = labels;
        return labelled;
    }

    private static double[] against(Outcome.Classes classes, int c) {
        return Arrays.stream(classes.codes()).mapToDouble(code -> code == c ? 1 : -1).toArray();
    }

    private static float[] floats(double[] values, int count) {
        float[] floats = new float[count];
        for (int i = 0; i < count; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static float[] negative(float[] values) {
        float[] negative = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            negative[i] = -values[i];
        }
        return negative;
    }
}
