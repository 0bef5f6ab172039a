package io.jenkins.plugins.mlsteps.gate.predictions;

import io.jenkins.plugins.mlsteps.spec.NearestName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes the cells of a file as they are read and keeps those of the columns that matter. */
final class Columns {
    private static final String SCORE = "score";
    private static final String SCORE_OF = "score_";
    private static final String QUANTILE = "quantile_";
    private static final int MAX_SLICES = 1000;

    /** Keeps one cell. */
    private interface Cell {
        void add(char[] text, int offset, int length, long row);
    }

    private final List<String> header;
    private final Cell[] cells;
    private final ValueColumn label = new ValueColumn("label");
    private final Map<String, NumberColumn> scores = new LinkedHashMap<>();
    private final Map<Double, NumberColumn> quantiles = new LinkedHashMap<>();
    private final Map<String, CategoryColumn> slices = new LinkedHashMap<>();
    private final SpareColumns spare;
    private ValueColumn prediction;
    private NumberColumn score;
    private NumberColumn weights;
    private IdColumn ids;
    private CategoryColumn query;
    private long rows;

    /**
     * @param header the file's column names
     * @param wanted columns that must be there and split the rows, and whether to keep others
     * @throws PredictionsException when a column is missing or named twice
     */
    Columns(List<String> header, WantedColumns wanted) {
        Collection<String> sliceColumns = wanted.slices();
        this.header = List.copyOf(header);
        this.spare = wanted.spare() ? new SpareColumns() : null;
        Set<String> names = new HashSet<>();
        for (String name : header) {
            if (!names.add(name)) {
                throw new PredictionsException("column '" + Cells.shown(name) + "' occurs twice in the header");
            }
        }
        require("label", names);
        sliceColumns.forEach(column -> require(column, names));
        cells = header.stream().map(name -> cell(name, sliceColumns)).toArray(Cell[]::new);
        if (prediction == null && score == null && scores.isEmpty() && quantiles.isEmpty()) {
            throw new PredictionsException("there is neither a column 'prediction' nor 'score' nor 'score_<class>' in the"
                    + " header: " + Cells.shown(String.join(", ", header)));
        }
    }

    int width() {
        return cells.length;
    }

    void cell(int column, char[] text, int offset, int length) {
        Cell cell = cells[column];
        if (cell != null) {
            cell.add(text, offset, length, rows + 1);
        }
    }

    void endRow() {
        rows++;
        if (rows > Integer.MAX_VALUE - 8) {
            throw new PredictionsException("there are more rows than " + (Integer.MAX_VALUE - 8));
        }
        if (spare != null && (rows & NumberColumn.MASK) == 0) {
            spare.fit(rows);
        }
    }

    /** @throws PredictionsException when the columns together make no sense */
    Predictions predictions() {
        if (rows == 0) {
            throw new PredictionsException("there is a header but no row");
        }
        Map<String, CategoryColumn> others = spare == null ? Map.of() : spare.groups();
        return new Roles(label, prediction, score, scores, quantiles, query)
                .predictions((int) rows, weights(), ids(), slices, others);
    }

    private void require(String column, Set<String> names) {
        if (!names.contains(column)) {
            throw new PredictionsException("there is no column '" + column + "'" + NearestName.hint(column, names)
                    + " (columns: " + Cells.shown(String.join(", ", header)) + ")");
        }
    }

    /** What becomes of a column's cells; null when nothing does. */
    private Cell cell(String name, Collection<String> sliceColumns) {
        List<Cell> uses = new ArrayList<>();
        if (sliceColumns.contains(name)) {
            uses.add(slice(name));
        }
        Cell role = role(name);
        if (role != null) {
            uses.add(role);
        }
        return switch (uses.size()) {
            case 0 -> spare(name);
            case 1 -> uses.get(0);
            default -> (text, offset, length, row) ->
                    uses.forEach(use -> use.add(text, offset, length, row));
        };
    }

    private Cell spare(String name) {
        SpareColumn column = spare == null ? null : spare.add(name);
        return column == null ? null : (text, offset, length, row) -> column.add(text, offset, length);
    }

    private Cell role(String name) {
        switch (name) {
            case "label":
                return label::add;
            case "prediction":
                prediction = new ValueColumn(name);
                return prediction::add;
            case "id":
                ids = new IdColumn();
                return ids::add;
            case "query":
                query = new CategoryColumn();
                return (text, offset, length, row) -> query.add(text, offset, length);
            case "weight":
                weights = new NumberColumn();
                return this::weight;
            case SCORE:
                score = new NumberColumn();
                return number(name, score);
            default:
                return family(name);
        }
    }

    private Cell family(String name) {
        NumberColumn column = new NumberColumn();
        if (name.startsWith(SCORE_OF)) {
            scores.put(name.substring(SCORE_OF.length()), column);
            return number(name, column);
        }
        if (name.startsWith(QUANTILE)) {
            quantiles.put(level(name), column);
            return number(name, column);
        }
        return null;
    }

    private static double level(String name) {
        String text = name.substring(QUANTILE.length());
        double level = Cells.isNumber(text) ? Double.parseDouble(text) : Double.NaN;
        if (!(level > 0 && level < 1)) {
            throw new PredictionsException(
                    "column '" + Cells.shown(name) + "' must name a level between 0 and 1, such as 'quantile_0.9'");
        }
        return level;
    }

    private static Cell number(String name, NumberColumn column) {
        return (text, offset, length, row) -> column.add(Cells.number(name, text, offset, length, row));
    }

    private void weight(char[] text, int offset, int length, long row) {
        double weight = Cells.number("weight", text, offset, length, row);
        if (weight < 0) {
            throw new PredictionsException("column 'weight' is " + weight + " in row " + row + ", expected is 0 or more");
        }
        weights.add(weight);
    }

    private Cell slice(String name) {
        CategoryColumn column = new CategoryColumn();
        slices.put(name, column);
        return (text, offset, length, row) -> {
            column.add(text, offset, length);
            if (column.distinct() > MAX_SLICES) {
                throw new PredictionsException("column '" + name + "' has more than " + MAX_SLICES
                        + " different values up to row " + row + "; group them before slicing by it");
            }
        };
    }

    private NumberColumn weights() {
        if (weights != null) {
            double sum = 0;
            for (int row = 0; row < weights.rows(); row++) {
                sum += weights.get(row);
            }
            if (!(sum > 0) || Double.isInfinite(sum)) {
                throw new PredictionsException("column 'weight' adds up to " + sum + ", expected is more than 0");
            }
        }
        return weights;
    }

    private IdColumn ids() {
        if (ids != null) {
            // Throws when an identifier occurs twice; nothing else of the index is needed here.
            new IdIndex(ids);
        }
        return ids;
    }
}
