package io.jenkins.plugins.mlsteps.automl.learn;

import io.jenkins.plugins.mlsteps.automl.table.Outcome;
import io.jenkins.plugins.mlsteps.automl.tree.Goal;
import java.util.Arrays;

/** What boosting makes smaller. */
sealed interface Loss {
    static Loss of(Outcome outcome) {
        if (outcome instanceof Outcome.Numbers numbers) {
            return new Squares(numbers.values());
        }
        Outcome.Classes classes = (Outcome.Classes) outcome;
        return classes.isBinary() ? new Logistic(classes) : new Multinomial(classes);
    }

    /** Scores of every row before the first round. */
    float[] base();

    Link link();

    /** Trees a round. */
    int trees();

    /** What the tree {@code number} of a round is fitted to, given the scores so far. */
    Goal step(double[][] scores, int number, double penalty, double rate);

    /** Half the squared error. */
    record Squares(double[] values, double unit) implements Loss {
        Squares(double[] values) {
            this(values, Unit.of(values));
        }

        @Override
        public float[] base() {
            return new float[] {(float) Arrays.stream(values).average().orElse(0)};
        }

        @Override
        public Link link() {
            return Link.IDENTITY;
        }

        @Override
        public int trees() {
            return 1;
        }

        @Override
        public Goal step(double[][] scores, int number, double penalty, double rate) {
            double[] gradient = new double[values.length];
            double[] curvature = new double[values.length];
            for (int row = 0; row < gradient.length; row++) {
                gradient[row] = (scores[row][0] - values[row]) / unit;
                curvature[row] = 1;
            }
            return new Goal.NewtonStep(gradient, curvature, penalty, rate * unit, false);
        }
    }

    /** Negative log-likelihood of two classes; the scores are those of each class, one the negative of the other. */
    record Logistic(Outcome.Classes classes) implements Loss {
        @Override
        public float[] base() {
            float odds = (float) (logShare(classes, 1) - logShare(classes, 0));
            return new float[] {-odds, odds};
        }

        @Override
        public Link link() {
            return Link.LOGISTIC;
        }

        @Override
        public int trees() {
            return 1;
        }

        @Override
        public Goal step(double[][] scores, int number, double penalty, double rate) {
            double[] gradient = new double[classes.rows()];
            double[] curvature = new double[classes.rows()];
            for (int row = 0; row < gradient.length; row++) {
                double probability = 1 / (1 + Math.exp(-scores[row][1]));
                gradient[row] = probability - classes.codes()[row];
                curvature[row] = probability * (1 - probability);
            }
            return new Goal.NewtonStep(gradient, curvature, penalty, rate, true);
        }
    }

    /** Negative log-likelihood of several classes, with the diagonal of its second derivative. */
    record Multinomial(Outcome.Classes classes) implements Loss {
        @Override
        public float[] base() {
            float[] base = new float[classes.count()];
            for (int c = 0; c < base.length; c++) {
                base[c] = (float) logShare(classes, c);
            }
            return base;
        }

        @Override
        public Link link() {
            return Link.SOFTMAX;
        }

        @Override
        public int trees() {
            return classes.count();
        }

        @Override
        public Goal step(double[][] scores, int number, double penalty, double rate) {
            double[] gradient = new double[classes.rows()];
            double[] curvature = new double[classes.rows()];
            for (int row = 0; row < gradient.length; row++) {
                double[] probabilities = scores[row].clone();
                Link.SOFTMAX.apply(probabilities);
                double probability = probabilities[number];
                gradient[row] = probability - (classes.codes()[row] == number ? 1 : 0);
                curvature[row] = probability * (1 - probability);
            }
            return new Goal.NewtonStep(gradient, curvature, penalty, rate, false);
        }
    }

    /** Logarithm of a class' share, as if it had one row more: a fold may have none. */
    private static double logShare(Outcome.Classes classes, int c) {
        long rows = Arrays.stream(classes.codes()).filter(code -> code == c).count();
        return Math.log((rows + 1.0) / (classes.rows() + classes.count()));
    }
}
