package io.jenkins.plugins.mlsteps.jenkins.page;

import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.report.ledger.Training;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.kohsuke.accmod.Restricted;
import org.kohsuke.accmod.restrictions.NoExternalUse;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * A training, for machines.
 *
 * @param status in words of the record; UNFINISHED without one
 * @param metrics finite last values
 * @param digest of the model; null when none was made
 */
@ExportedBean(defaultVisibility = 2)
@Restricted(NoExternalUse.class)
public record ExportedTraining(
        @Exported String name,
        @Exported String status,
        @Exported Map<String, Double> metrics,
        @Exported String digest,
        @Exported String format,
        @Exported String start,
        @Exported String end) {
    static ExportedTraining of(Training training) {
        Optional<TrainRecord> record = training.record();
        Map<String, Double> finite = new TreeMap<>(record.map(TrainRecord::metrics).orElse(Map.of()));
        finite.values().removeIf(value -> value == null || !Double.isFinite(value));
        return new ExportedTraining(
                training.name(),
                record.map(TrainRecord::status).map(Enum::name).orElse("UNFINISHED"),
                finite,
                record.map(TrainRecord::digest).orElse(null),
                training.card().map(ModelCard::format).orElse(null),
                record.map(TrainRecord::start).map(Objects::toString).orElse(null),
                record.map(TrainRecord::end).map(Objects::toString).orElse(null));
    }
}
