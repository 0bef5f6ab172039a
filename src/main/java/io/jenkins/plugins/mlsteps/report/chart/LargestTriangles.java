package io.jenkins.plugins.mlsteps.report.chart;

/**
 * Thins a curve to a number of points that keep its look: "largest triangle three buckets", S. Steinarsson,
 * Downsampling Time Series for Visual Representation, University of Iceland, 2013, section 4.2.
 */
final class LargestTriangles {
    private LargestTriangles() {}

    /**
     * @param x ascending
     * @param target at least 3
     * @return pairs of x and y, the first and the last point among them
     */
    static double[][] sample(double[] x, double[] y, int target) {
        if (x.length <= target) {
            return all(x, y);
        }
        double[][] chosen = new double[target][];
        double bucket = (x.length - 2) / (double) (target - 2);
        int previous = 0;
        chosen[0] = point(x, y, 0);
        for (int i = 0; i < target - 2; i++) {
            int from = (int) (i * bucket) + 1;
            int to = (int) ((i + 1) * bucket) + 1;
            int nextEnd = Math.min((int) ((i + 2) * bucket) + 1, x.length);
            previous = largest(x, y, previous, from, to, mean(x, to, nextEnd), mean(y, to, nextEnd));
            chosen[i + 1] = point(x, y, previous);
        }
        chosen[target - 1] = point(x, y, x.length - 1);
        return chosen;
    }

    private static int largest(double[] x, double[] y, int corner, int from, int to, double meanX, double meanY) {
        int largest = from;
        double largestArea = -1;
        for (int i = from; i < to; i++) {
            double area = Math.abs((x[corner] - meanX) * (y[i] - y[corner]) - (x[corner] - x[i]) * (meanY - y[corner]));
            if (area > largestArea) {
                largestArea = area;
                largest = i;
            }
        }
        return largest;
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
        }
        return sum / (to - from);
    }

    private static double[][] all(double[] x, double[] y) {
        double[][] points = new double[x.length][];
        for (int i = 0; i < x.length; i++) {
            points[i] = point(x, y, i);
        }
        return points;
    }

    private static double[] point(double[] x, double[] y, int i) {
        return new double[] {x[i], y[i]};
    }
}
