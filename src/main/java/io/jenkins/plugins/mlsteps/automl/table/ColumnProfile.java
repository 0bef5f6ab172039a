package io.jenkins.plugins.mlsteps.automl.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a first reading of the file tells about a column. */
final class ColumnProfile {
    /** Different texts that are counted; more make no category anyway. */
    static final int MOST_DISTINCT = 10_000;

    /** Categories of a column; with more it is text. */
    private static final int MOST_CATEGORIES = 1_000;

    /** Longer cells are prose. */
    private static final int LONGEST_CATEGORY = 200;

    private final Cells cells;
    private final Set<String> texts = new HashSet<>();
    private final List<DateForm> forms = new ArrayList<>(List.of(DateForm.values()));
    private ExactNumbers exact = new ExactNumbers();
    private boolean counter;
    private int distinct;
    private long present;
    private long missing;
    private long numbers;
    private long whole;
    private int longest;
    private String oddCell;
    private long oddLine;

    ColumnProfile(Cells cells) {
        this.cells = cells;
    }

    void add(String cell, long line) {
        if (Cells.isMissing(cell)) {
            missing++;
            return;
        }
        present++;
        longest = Math.max(longest, cell.length());
        if (texts.size() < MOST_DISTINCT && cell.length() <= LONGEST_CATEGORY) {
            texts.add(cell);
        }
        if (cells.isNumber(cell)) {
            addNumber(cells.number(cell));
        } else if (oddCell == null) {
            oddCell = cell;
            oddLine = line;
            exact = null;
        }
        forms.removeIf(form -> !form.fits(cell));
    }

    private void addNumber(double number) {
        numbers++;
        whole += number == Math.rint(number) ? 1 : 0;
        if (exact != null) {
            exact.add(number);
        }
    }

    /** Sums up what was added, so that none of it has to be kept. */
    void end() {
        counter = exact != null && exact.isCounter();
        distinct = exact != null ? exact.distinct() : texts.size();
        exact = null;
    }

    Kind kind() {
        if (numbers == present) {
            return Kind.NUMBER;
        }
        if (!forms.isEmpty()) {
            return Kind.DATE;
        }
        boolean repeats = texts.size() <= Math.max(2, present / 2);
        return repeats && texts.size() <= MOST_CATEGORIES && longest <= LONGEST_CATEGORY ? Kind.CATEGORY : Kind.TEXT;
    }

    /** The way dates are written, of a column of dates: the first of those that fit every cell. */
    DateForm dateForm() {
        return forms.get(0);
    }

    /** Whether the day and the month could as well be the other way round. */
    boolean isAmbiguousDate() {
        return kind() == Kind.DATE && forms.contains(DateForm.AMERICAN) && forms.contains(DateForm.BRITISH);
    }

    boolean isEmpty() {
        return present == 0;
    }

    boolean isWhole() {
        return whole == present;
    }

    long missing() {
        return missing;
    }

    /** Whether each row has the number of the row before plus one. */
    boolean isCounter() {
        return counter && missing == 0;
    }

    /** Whether every row has a whole number that no other has. */
    boolean isNumbering() {
        return isWhole() && missing == 0 && distinct == present;
    }

    /** Different numbers, or different texts, of which {@value #MOST_DISTINCT} means that many or more. */
    int distinct() {
        return distinct;
    }

    /** A text among numbers that keeps the column from being one of numbers, described; null when numbers are not its rule. */
    String oddity() {
        return oddCell != null && numbers * 10 >= present * 9
                ? "'" + Shown.of(oddCell) + "' in line " + oddLine + " is no number, though most of its cells are"
                : null;
    }
}
