package io.jenkins.plugins.mlsteps.tune.benchmark;

import java.util.stream.IntStream;

/** Test functions of optimization. */
final class Surfaces {
    private static final double[][] HARTMANN3_A = {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}};
    private static final double[][] HARTMANN3_P = {
        {0.3689, 0.1170, 0.2673}, {0.4699, 0.4387, 0.7470}, {0.1091, 0.8732, 0.5547}, {0.0381, 0.5743, 0.8828}
    };
    private static final double[][] HARTMANN6_A = {
        {10, 3, 17, 3.5, 1.7, 8}, {0.05, 10, 17, 0.1, 8, 14}, {3, 3.5, 1.7, 10, 17, 8}, {17, 8, 0.05, 10, 0.1, 14}
    };
    private static final double[][] HARTMANN6_P = {
        {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
        {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
        {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
        {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
    };
    private static final double[] HARTMANN_ALPHA = {1.0, 1.2, 3.0, 3.2};
    private static final double[][] SHEKEL_C = {
        {4, 1, 8, 6, 3, 2, 5, 8, 6, 7},
        {4, 1, 8, 6, 7, 9, 3, 1, 2, 3.6},
        {4, 1, 8, 6, 3, 2, 5, 8, 6, 7},
        {4, 1, 8, 6, 7, 9, 3, 1, 2, 3.6}
    };
    private static final double[] SHEKEL_BETA = {0.1, 0.2, 0.2, 0.4, 0.4, 0.6, 0.3, 0.7, 0.5, 0.5};

    private Surfaces() {}

    static double branin(double[] x) {
        double bend = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
        return bend * bend + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0]) + 10;
    }

    static double camel(double[] x) {
        double a = x[0] * x[0];
        double b = x[1] * x[1];
        return (4 - 2.1 * a + a * a / 3) * a + x[0] * x[1] + (4 * b - 4) * b;
    }

    static double goldsteinPrice(double[] p) {
        double x = p[0];
        double y = p[1];
        double s = x + y + 1;
        double d = 2 * x - 3 * y;
        return (1 + s * s * (19 - 14 * x + 3 * x * x - 14 * y + 6 * x * y + 3 * y * y))
                * (30 + d * d * (18 - 32 * x + 12 * x * x + 48 * y - 36 * x * y + 27 * y * y));
    }

    static double hartmann3(double[] x) {
        return hartmann(x, HARTMANN3_A, HARTMANN3_P);
    }

    static double hartmann6(double[] x) {
        return hartmann(x, HARTMANN6_A, HARTMANN6_P);
    }

    private static double hartmann(double[] x, double[][] a, double[][] p) {
        double sum = 0;
        for (int i = 0; i < 4; i++) {
            double exponent = 0;
            for (int j = 0; j < x.length; j++) {
                exponent += a[i][j] * (x[j] - p[i][j]) * (x[j] - p[i][j]);
            }
            sum -= HARTMANN_ALPHA[i] * Math.exp(-exponent);
        }
        return sum;
    }

    static double ackley(double[] x) {
        double squares = 0;
        double waves = 0;
        for (double v : x) {
            squares += v * v;
            waves += Math.cos(2 * Math.PI * v);
        }
        return -20 * Math.exp(-0.2 * Math.sqrt(squares / x.length)) - Math.exp(waves / x.length) + 20 + Math.E;
    }

    static double rosenbrock(double[] x) {
        return IntStream.range(0, x.length - 1)
                .mapToDouble(i -> 100 * square(x[i + 1] - x[i] * x[i]) + square(1 - x[i]))
                .sum();
    }

    static double levy(double[] x) {
        double[] w = IntStream.range(0, x.length).mapToDouble(i -> 1 + (x[i] - 1) / 4).toArray();
        double last = w[w.length - 1];
        double sum = square(Math.sin(Math.PI * w[0]))
                + square(last - 1) * (1 + square(Math.sin(2 * Math.PI * last)));
        for (int i = 0; i < w.length - 1; i++) {
            sum += square(w[i] - 1) * (1 + 10 * square(Math.sin(Math.PI * w[i] + 1)));
        }
        return sum;
    }

    static double styblinskiTang(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += square(v * v) - 16 * v * v + 5 * v;
        }
        return sum / 2;
    }

    static double rastrigin(double[] x) {
        double sum = 10.0 * x.length;
        for (double v : x) {
            sum += v * v - 10 * Math.cos(2 * Math.PI * v);
        }
        return sum;
    }

    static double griewank(double[] x) {
        double sum = 0;
        double product = 1;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * x[i] / 4000;
            product *= Math.cos(x[i] / Math.sqrt(i + 1.0));
        }
        return sum - product + 1;
    }

    static double michalewicz(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum -= Math.sin(x[i]) * Math.pow(Math.sin((i + 1) * x[i] * x[i] / Math.PI), 20);
        }
        return sum;
    }

    static double shekel(double[] x) {
        double sum = 0;
        for (int i = 0; i < SHEKEL_BETA.length; i++) {
            double distance = SHEKEL_BETA[i];
            for (int j = 0; j < 4; j++) {
                distance += square(x[j] - SHEKEL_C[j][i]);
            }
            sum -= 1 / distance;
        }
        return sum;
    }

    static double square(double value) {
        return value * value;
    }
}
