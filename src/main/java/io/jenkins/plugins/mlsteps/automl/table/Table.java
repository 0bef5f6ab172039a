package io.jenkins.plugins.mlsteps.automl.table;

import io.jenkins.plugins.mlsteps.record.TrainRecord;
import java.util.List;

/**
 * A data set ready to learn from.
 *
 * @param features columns to learn from, in the order of the file
 * @param outcome of each row
 * @param numbers of the rows in the file, from 1 for the first below the header
 * @param columns every column of the file, as it was understood
 * @param notices what somebody who knows the data should look at
 */
public record Table(
        List<Feature> features,
        Outcome outcome,
        int[] numbers,
        List<TrainRecord.Column> columns,
        List<String> notices) {
    public int rows() {
        return numbers.length;
    }
}
