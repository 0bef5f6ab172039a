package io.jenkins.plugins.mlsteps.automl.onnx;

import java.util.Arrays;

/** Arithmetic of matrices, rows by columns, as the operators of ONNX define it; sums are taken in double precision. */
final class Matrices {
    private Matrices() {}

    /** A function of one cell. */
    interface Cell {
        float of(float cell);
    }

    /** A function of two cells. */
    interface Pair {
        float of(float a, float b);
    }

    static float[][] map(float[][] matrix, Cell function) {
        float[][] mapped = new float[matrix.length][];
        for (int row = 0; row < matrix.length; row++) {
            mapped[row] = new float[matrix[row].length];
            for (int column = 0; column < mapped[row].length; column++) {
                mapped[row][column] = function.of(matrix[row][column]);
            }
        }
        return mapped;
    }

    /** @param second a matrix of the same shape, one row for all rows, or one column for all columns */
    static float[][] combine(float[][] first, float[][] second, Pair function) {
        float[][] combined = new float[first.length][];
        for (int row = 0; row < first.length; row++) {
            combined[row] = new float[first[row].length];
            for (int column = 0; column < combined[row].length; column++) {
                combined[row][column] = function.of(first[row][column], broadcast(second, row, column));
            }
        }
        return combined;
    }

    private static float broadcast(float[][] matrix, int row, int column) {
        float[] cells = matrix[matrix.length == 1 ? 0 : row];
        return cells[cells.length == 1 ? 0 : column];
    }

    static float[][] choose(float[][] condition, float[][] yes, float[][] no) {
        float[][] chosen = new float[condition.length][];
        for (int row = 0; row < condition.length; row++) {
            chosen[row] = new float[condition[row].length];
            for (int column = 0; column < chosen[row].length; column++) {
                chosen[row][column] = broadcast(condition[row][column] == 1 ? yes : no, row, column);
            }
        }
        return chosen;
    }

    static float[][] product(float[][] left, float[][] right) {
        int columns = right[0].length;
        float[][] product = new float[left.length][columns];
        for (int row = 0; row < left.length; row++) {
            for (int column = 0; column < columns; column++) {
                double sum = 0;
                for (int i = 0; i < right.length; i++) {
                    sum += (double) left[row][i] * right[i][column];
                }
                product[row][column] = (float) sum;
            }
        }
        return product;
    }

    /** One column: the sum of each row. */
    static float[][] sums(float[][] matrix) {
        float[][] sums = new float[matrix.length][1];
        for (int row = 0; row < matrix.length; row++) {
            double sum = 0;
            for (float cell : matrix[row]) {
                sum += cell;
            }
            sums[row][0] = (float) sum;
        }
        return sums;
    }

    static float[][] softmax(float[][] matrix) {
        float[][] highest = new float[matrix.length][1];
        for (int row = 0; row < matrix.length; row++) {
            highest[row][0] = Float.NEGATIVE_INFINITY;
            for (float cell : matrix[row]) {
                highest[row][0] = Math.max(highest[row][0], cell);
            }
        }
        float[][] exponentials = combine(matrix, highest, (cell, most) -> (float) Math.exp(cell - most));
        return combine(exponentials, sums(exponentials), (cell, sum) -> cell / sum);
    }

    static float[][] columns(float[][] matrix, long... columns) {
        float[][] some = new float[matrix.length][columns.length];
        for (int row = 0; row < matrix.length; row++) {
            for (int i = 0; i < columns.length; i++) {
                some[row][i] = matrix[row][(int) columns[i]];
            }
        }
        return some;
    }

    static float[][] beside(float[][] left, float[][] right) {
        float[][] joined = new float[left.length][];
        for (int row = 0; row < left.length; row++) {
            joined[row] = Arrays.copyOf(left[row], left[row].length + right[row].length);
            System.arraycopy(right[row], 0, joined[row], left[row].length, right[row].length);
        }
        return joined;
    }

    /** The same cells in the same order, in rows of another width. */
    static float[][] reshape(float[][] matrix, int columns) {
        int width = matrix.length == 0 ? 0 : matrix[0].length;
        float[][] reshaped = new float[matrix.length * width / columns][columns];
        for (int i = 0; i < matrix.length * width; i++) {
            reshaped[i / columns][i % columns] = matrix[i / width][i % width];
        }
        return reshaped;
    }
}
