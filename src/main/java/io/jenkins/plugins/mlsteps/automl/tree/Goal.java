package io.jenkins.plugins.mlsteps.automl.tree;

/** What a tree is fitted to: which sums over the rows of a node matter, how good a node is, and what its leaf says. */
public interface Goal {
    /** Number of sums; the first is the number of rows. */
    int sums();

    /** Adds the rows {@code rows[from..to)} to the sums of their bins: {@code histogram[bin * sums() + i]}. */
    void addTo(double[] histogram, byte[] bins, int[] rows, int from, int to);

    /** Adds one row to the sums of a node. */
    void addTo(double[] sums, int row);

    /** The larger the better; a split is worth the quality of both sides minus that of the whole. */
    double quality(double[] sums);

    float[] leaf(double[] sums);

    /**
     * Class frequencies. The quality is that of the Gini impurity: of a node with counts n_k of n rows, impurity times n is
     * n - Σ n_k² / n (Breiman et al. 1984, "Classification and Regression Trees", section 4.3).
     *
     * @param weight of the leaf in the whole model, such as one over the number of trees
     */
    record ClassFrequencies(int[] codes, int classes, double weight) implements Goal {
        @Override
        public int sums() {
            return classes + 1;
        }

        @Override
        public void addTo(double[] histogram, byte[] bins, int[] rows, int from, int to) {
            int width = classes + 1;
            for (int i = from; i < to; i++) {
                int offset = (bins[rows[i]] & 0xFF) * width;
                histogram[offset]++;
                histogram[offset + 1 + codes[rows[i]]]++;
            }
        }

        @Override
        public void addTo(double[] sums, int row) {
            sums[0]++;
            sums[1 + codes[row]]++;
        }

        @Override
        public double quality(double[] sums) {
            double squares = 0;
            for (int c = 1; c <= classes; c++) {
                squares += sums[c] * sums[c];
            }
            return squares / sums[0];
        }

        @Override
        public float[] leaf(double[] sums) {
            float[] frequencies = new float[classes];
            for (int c = 0; c < classes; c++) {
                frequencies[c] = (float) (weight * sums[c + 1] / sums[0]);
            }
            return frequencies;
        }
    }

    /**
     * One Newton step against a loss (Chen and Guestrin 2016, "XGBoost: A Scalable Tree Boosting System", equations 5 and 6).
     * With the gradient {@code -y}, the curvature 1 and no penalty it is the mean of y: a regression tree.
     *
     * @param gradient of each row's loss
     * @param curvature the second derivative
     * @param penalty λ on squared leaf values
     * @param weight of the leaf in the whole model: the learning rate, or one over the number of trees
     * @param mirrored whether the leaf says the opposite for a first output: the two classes of a binary model
     */
    record NewtonStep(double[] gradient, double[] curvature, double penalty, double weight, boolean mirrored)
            implements Goal {
        @Override
        public int sums() {
            return 3;
        }

        @Override
        public void addTo(double[] histogram, byte[] bins, int[] rows, int from, int to) {
            for (int i = from; i < to; i++) {
                int row = rows[i];
                int offset = (bins[row] & 0xFF) * 3;
                histogram[offset]++;
                histogram[offset + 1] += gradient[row];
                histogram[offset + 2] += curvature[row];
            }
        }

        @Override
        public void addTo(double[] sums, int row) {
            sums[0]++;
            sums[1] += gradient[row];
            sums[2] += curvature[row];
        }

        @Override
        public double quality(double[] sums) {
            double curved = sums[2] + penalty;
            return curved > 0 ? sums[1] * sums[1] / curved : 0;
        }

        @Override
        public float[] leaf(double[] sums) {
            double curved = sums[2] + penalty;
            float step = curved > 0 ? (float) (-weight * sums[1] / curved) : 0;
            return mirrored ? new float[] {-step, step} : new float[] {step};
        }
    }
}
