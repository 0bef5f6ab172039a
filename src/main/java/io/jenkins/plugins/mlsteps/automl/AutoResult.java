package io.jenkins.plugins.mlsteps.automl;

import io.jenkins.plugins.mlsteps.record.TrainRecord.Candidate;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Column;
import io.jenkins.plugins.mlsteps.record.TrainRecord.Dataset;
import java.util.List;
import java.util.Map;

/**
 * What the built-in trainer found.
 *
 * @param task classification or regression
 * @param columns as it understood them
 * @param leaderboard candidates, best first
 * @param metrics cross-validated ones with the prefix {@code cv_}, the others on rows that training never saw
 */
public record AutoResult(
        String task, long rows, List<Column> columns, List<Candidate> leaderboard, Map<String, Double> metrics) {

    /** The dataset with what the trainer learned about it. */
    public Dataset describe(Dataset dataset) {
        return new Dataset(dataset.path(), dataset.digest(), dataset.bytes(), rows, columns);
    }
}
