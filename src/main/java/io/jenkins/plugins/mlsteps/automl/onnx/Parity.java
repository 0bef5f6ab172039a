package io.jenkins.plugins.mlsteps.automl.onnx;

import io.jenkins.plugins.mlsteps.automl.feature.Encoding;
import io.jenkins.plugins.mlsteps.automl.learn.Model;
import io.jenkins.plugins.mlsteps.automl.table.Feature;
import io.jenkins.plugins.mlsteps.automl.table.Table;
import java.io.IOException;
import java.util.Arrays;

/** Compares what an exported model answers with what the trained one says. */
final class Parity {
    /** Single precision sums of hundreds of trees differ in the sixth digit. */
    private static final double TOLERANCE = 1e-4;

    private static final int MOST_ROWS = 1000;

    private final Table table;
    private final Encoding encoding;
    private final Model model;
    private final Inference inference;

    Parity(Table table, Encoding encoding, Model model, Inference inference) {
        this.table = table;
        this.encoding = encoding;
        this.model = model;
        this.inference = inference;
    }

    /** @throws IOException with the first row that is answered differently */
    void check(byte[] graph, int[] rows) throws IOException {
        int[] some = Arrays.copyOf(rows, Math.min(rows.length, MOST_ROWS));
        double[][] expected = model.predict(encoding.encode(table, some));
        float[][] answered = inference.answer(graph, numbers(some), categories(some));
        for (int i = 0; i < some.length; i++) {
            for (int output = 0; output < expected[i].length; output++) {
                double difference = Math.abs(expected[i][output] - answered[i][output]);
                if (!(difference <= TOLERANCE * Math.max(1, Math.abs(expected[i][output])))) {
                    throw new IOException("the exported model, by " + inference.name() + ", answers " + answered[i][output] + " for row "
                            + table.numbers()[some[i]] + ", the trained one " + expected[i][output]);
                }
            }
        }
    }

    private float[][] numbers(int[] rows) {
        float[][] numbers = new float[rows.length][encoding.numbers().size()];
        for (int i = 0; i < rows.length; i++) {
            for (int column = 0; column < numbers[i].length; column++) {
                Feature.Numeric feature = (Feature.Numeric)
                        table.features().get(encoding.numbers().get(column).column());
                numbers[i][column] = feature.values()[rows[i]];
            }
        }
        return numbers;
    }

    private String[][] categories(int[] rows) {
        String[][] categories = new String[rows.length][encoding.categories().size()];
        for (int i = 0; i < rows.length; i++) {
            for (int column = 0; column < categories[i].length; column++) {
                Feature.Categorical feature = (Feature.Categorical)
                        table.features().get(encoding.categories().get(column).column());
                int code = feature.codes()[rows[i]];
                categories[i][column] = code < 0 ? "" : feature.values().get(code);
            }
        }
        return categories;
    }
}
