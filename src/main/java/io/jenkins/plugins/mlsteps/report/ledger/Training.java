package io.jenkins.plugins.mlsteps.report.ledger;

import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import java.util.List;
import java.util.Optional;

/**
 * A training as its directory tells it.
 *
 * @param name of the directory, which is the model's name
 * @param record absent while the training runs, or when it was killed
 * @param card absent when no model was made
 * @param curves one for each metric, by name
 */
public record Training(String name, Optional<TrainRecord> record, Optional<ModelCard> card, List<Curve> curves) {
    Training thinned(int pointsOfCurve) {
        return new Training(
                name,
                record,
                card,
                curves.stream().map(curve -> curve.thinned(pointsOfCurve)).toList());
    }
}
