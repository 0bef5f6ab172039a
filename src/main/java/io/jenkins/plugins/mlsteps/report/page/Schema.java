package io.jenkins.plugins.mlsteps.report.page;

import io.jenkins.plugins.mlsteps.record.ModelCard;
import io.jenkins.plugins.mlsteps.record.TrainRecord;
import io.jenkins.plugins.mlsteps.report.wording.Wording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The columns of the data as the built-in trainer understood them.
 *
 * @param summary "31 columns: 30 number, 1 category"
 */
public record Schema(String summary, List<Row> rows) {
    private static final int MAX_ROWS = 500;

    /** @param target whether it is what the model predicts */
    public record Row(
            String name, String type, String role, boolean target, String missing, String distinct, String example) {}

    /** Empty when the data was not read as a table. */
    static Optional<Schema> of(TrainRecord record, Optional<ModelCard> card) {
        if (record.dataset() == null || record.dataset().columns() == null) {
            return Optional.empty();
        }
        List<TrainRecord.Column> columns =
                record.dataset().columns().stream().filter(Objects::nonNull).toList();
        Map<String, String> examples = examples(card);
        Map<String, Long> types = columns.stream()
                .collect(Collectors.groupingBy(
                        column -> Objects.toString(column.type(), Wording.NONE), TreeMap::new, Collectors.counting()));
        String summary = Wording.count(columns.size(), "column") + ": "
                + String.join(
                        ", ",
                        types.entrySet().stream()
                                .map(type -> type.getValue() + " " + type.getKey())
                                .toList());
        return Optional.of(new Schema(
                summary,
                columns.stream()
                        .limit(MAX_ROWS)
                        .map(column -> row(column, examples))
                        .toList()));
    }

    private static Row row(TrainRecord.Column column, Map<String, String> examples) {
        return new Row(
                Objects.toString(column.name(), Wording.NONE),
                Objects.toString(column.type(), Wording.NONE),
                Objects.toString(column.role(), Wording.NONE),
                "target".equals(column.role()),
                Wording.number((double) column.missing()),
                Wording.number((double) column.distinct()),
                examples.getOrDefault(column.name(), Wording.NONE));
    }

    private static Map<String, String> examples(Optional<ModelCard> card) {
        Map<String, String> examples = new LinkedHashMap<>();
        card.map(ModelCard::signature).ifPresent(signature -> signature.inputs().stream()
                .filter(field -> field != null && field.example() != null)
                .forEach(field -> examples.put(field.name(), Wording.value(field.example()))));
        return examples;
    }
}
