package io.jenkins.plugins.mlsteps.automl.table;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns the cells of the target into classes or numbers. */
final class TargetReader {
    /** A target of whole numbers is taken for classes up to this many. */
    private static final int MOST_NUMBERED_CLASSES = 20;

    private static final int MOST_CLASSES = 500;

    /** Rows a class needs to be in the training, the validation and the held-out rows. */
    private static final int FEWEST_OF_A_CLASS = 3;

    private final String name;
    private final ColumnProfile profile;
    private final Cells cells;
    private final boolean classification;

    /**
     * @param task classification, regression or auto
     */
    TargetReader(String name, ColumnProfile profile, Cells cells, String task) {
        this.name = name;
        this.profile = profile;
        this.cells = cells;
        boolean numeric = profile.kind() == Kind.NUMBER;
        boolean few = profile.distinct() == 2 || profile.isWhole() && profile.distinct() <= MOST_NUMBERED_CLASSES;
        this.classification = task.equals("auto") ? !numeric || few : task.equals("classification");
        check(numeric);
    }

    private void check(boolean numeric) {
        String column = "target '" + Shown.of(name) + "'";
        if (profile.isEmpty()) {
            throw new UnusableDataException(column + " has no value in any row");
        }
        if (profile.distinct() == 1) {
            throw new UnusableDataException(column + " has the same value in every row: there is nothing to learn");
        }
        if (!classification && !numeric) {
            String oddity = profile.oddity();
            throw new UnusableDataException(column + " is not numeric, as regression needs: "
                    + (oddity == null ? "its cells are words" : oddity)
                    + "; correct the cells or choose task: 'classification'");
        }
        if (classification && profile.distinct() > MOST_CLASSES) {
            throw new UnusableDataException(column + " has more than " + MOST_CLASSES + " different values, too many classes"
                    + (numeric ? "; choose task: 'regression'" : "; is it the column to predict?"));
        }
    }

    boolean isClassification() {
        return classification;
    }

    /** The class or number a cell means. */
    Object value(String cell) {
        if (!classification) {
            return cells.number(cell);
        }
        return profile.kind() == Kind.NUMBER ? cells.numberName(cell) : cell;
    }

    /** Classes too rare to be learned and judged. */
    Set<Object> rare(List<Object> values) {
        if (!classification) {
            return Set.of();
        }
        Map<Object, Integer> counts = new HashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        Set<Object> rare = new HashSet<>(counts.keySet());
        rare.removeIf(value -> counts.get(value) >= FEWEST_OF_A_CLASS);
        if (counts.size() - rare.size() < 2) {
            throw new UnusableDataException("target '" + Shown.of(name) + "' has no two classes with at least "
                    + FEWEST_OF_A_CLASS + " rows each: nothing can be said about telling them apart");
        }
        return rare;
    }

    Outcome outcome(List<Object> values) {
        if (!classification) {
            return new Outcome.Numbers(
                    values.stream().mapToDouble(value -> (Double) value).toArray());
        }
        Comparator<String> order = profile.kind() == Kind.NUMBER
                ? Comparator.comparing(BigDecimal::new)
                : Comparator.naturalOrder();
        List<String> names =
                new ArrayList<>(values.stream().map(String.class::cast).distinct().sorted(order).toList());
        Map<Object, Integer> codes = new HashMap<>();
        names.forEach(label -> codes.put(label, codes.size()));
        return new Outcome.Classes(
                List.copyOf(names), values.stream().mapToInt(codes::get).toArray());
    }
}
