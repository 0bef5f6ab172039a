package io.jenkins.plugins.mlsteps.automl.table;

import io.jenkins.plugins.mlsteps.record.TrainRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads a CSV file twice: once to learn what its columns are, once to keep the columns that can be learned from, in the
 * smallest form.
 */
public final class TableReader {
    /** Rows below which a held-out part says nothing. */
    private static final int FEWEST_ROWS = 20;

    private static final Pattern IDENTIFIER = Pattern.compile("(.*[ _-])?(id|uuid|guid|key|index|row(number)?)");

    private final CsvFile file;
    private final int target;
    private final List<ColumnProfile> profiles;
    private final List<String> notices = new ArrayList<>();
    private final Map<Integer, FeatureBuilder> builders = new LinkedHashMap<>();

    private TableReader(CsvFile file, int target) {
        this.file = file;
        this.target = target;
        this.profiles = file.header().stream()
                .map(name -> new ColumnProfile(file.cells()))
                .toList();
    }

    /**
     * @param task classification, regression or auto: what the target looks like
     * @throws UnusableDataException when the file is no CSV, has no such target, or too little in it
     */
    public static Table read(Path path, String target, String task) throws IOException {
        CsvFile file = CsvFile.at(path);
        return new TableReader(file, file.column(target)).read(task);
    }

    private Table read(String task) throws IOException {
        file.forEachRow((row, line) -> IntStream.range(0, profiles.size())
                .forEach(column -> profiles.get(column).add(row.get(column), line)));
        profiles.forEach(ColumnProfile::end);
        TargetReader reader =
                new TargetReader(file.header().get(target), profiles.get(target), file.cells(), task);
        List<Object> values = targets(reader);
        int[] kept = kept(reader, values);
        chooseBuilders();
        fill(kept);
        List<TrainRecord.Column> columns = describe();
        List<Feature> features =
                builders.values().stream().map(FeatureBuilder::build).toList();
        if (features.isEmpty()) {
            throw new UnusableDataException(
                    file.path() + " has no column to learn from beside the target: " + String.join("; ", notices));
        }
        Outcome outcome = reader.outcome(IntStream.of(kept).mapToObj(values::get).toList());
        int[] numbers = IntStream.of(kept).map(row -> row + 1).toArray();
        return new Table(features, outcome, numbers, columns, List.copyOf(notices));
    }

    /** The target of each row; null where missing. */
    private List<Object> targets(TargetReader reader) throws IOException {
        List<Object> values = new ArrayList<>();
        file.forEachRow((row, line) ->
                values.add(Cells.isMissing(row.get(target)) ? null : reader.value(row.get(target))));
        return values;
    }

    /** The rows that can be used. */
    private int[] kept(TargetReader reader, List<Object> values) {
        List<Object> present = values.stream().filter(value -> value != null).toList();
        if (present.size() < values.size()) {
            notices.add(values.size() - present.size() + " rows without a target are left out");
        }
        Set<Object> rare = reader.rare(present);
        if (!rare.isEmpty()) {
            notices.add("rows of classes that occur once or twice are left out: "
                    + Shown.of(rare.stream().map(Object::toString).sorted().toList()));
        }
        int[] kept = IntStream.range(0, values.size())
                .filter(row -> values.get(row) != null && !rare.contains(values.get(row)))
                .toArray();
        if (kept.length < FEWEST_ROWS) {
            throw new UnusableDataException(file.path() + " has " + kept.length + " usable rows, at least " + FEWEST_ROWS
                    + " are needed to learn from some and judge on others");
        }
        return kept;
    }

    private void chooseBuilders() {
        for (int column = 0; column < profiles.size(); column++) {
            String name = file.header().get(column);
            ColumnProfile profile = profiles.get(column);
            if (column == target) {
                continue;
            }
            if (profile.isEmpty()) {
                ignore(column, "it has no value in any row");
                continue;
            }
            if (numbersTheRows(name, profile)) {
                ignore(column, "it numbers the rows");
                continue;
            }
            switch (profile.kind()) {
                case NUMBER -> builders.put(
                        column, new FeatureBuilder.OfNumbers(name, false, file.cells()::number));
                case DATE -> builders.put(
                        column, new FeatureBuilder.OfNumbers(name, true, profile.dateForm()::days));
                case CATEGORY -> builders.put(column, new FeatureBuilder.OfCategories(name));
                case TEXT -> ignore(column, "it is free text or an identifier, hardly two rows are alike");
            }
            if (profile.oddity() != null) {
                notices.add("column '" + Shown.of(name) + "' is not numeric: " + profile.oddity());
            }
            if (profile.isAmbiguousDate()) {
                notices.add("column '" + Shown.of(name) + "' holds dates that could be read as month/day or day/month; read"
                        + " as month/day");
            }
        }
    }

    private static boolean numbersTheRows(String name, ColumnProfile profile) {
        return profile.kind() == Kind.NUMBER
                && (profile.isCounter()
                        || profile.isNumbering()
                                && IDENTIFIER.matcher(name.toLowerCase(Locale.ROOT)).matches());
    }

    private void fill(int[] kept) throws IOException {
        int[] position = {0, 0};
        file.forEachRow((row, line) -> {
            boolean wanted = position[1] < kept.length && kept[position[1]] == position[0];
            position[0]++;
            if (wanted) {
                position[1]++;
                builders.forEach((column, builder) -> builder.add(row.get(column), line));
            }
        });
    }

    /** What every column is; the ones that turn out to be useless are dropped. */
    private List<TrainRecord.Column> describe() {
        List<TrainRecord.Column> columns = new ArrayList<>();
        for (int column = 0; column < profiles.size(); column++) {
            ColumnProfile profile = profiles.get(column);
            FeatureBuilder builder = builders.get(column);
            long distinct =
                    builder == null || profile.kind() == Kind.NUMBER ? profile.distinct() : builder.distinct();
            if (builder != null && builder.isConstant()) {
                ignore(column, "it has the same value in every row");
            }
            String role = column == target ? "target" : builders.containsKey(column) ? "feature" : "ignored";
            columns.add(new TrainRecord.Column(
                    file.header().get(column), profile.kind().word(), role, profile.missing(), distinct));
        }
        return List.copyOf(columns);
    }

    private void ignore(int column, String why) {
        builders.remove(column);
        notices.add("column '" + Shown.of(file.header().get(column)) + "' is ignored: " + why);
    }
}
