package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.List;

/** A column of texts of which few are distinct. */
public final class CategoryColumn {
    private final Dictionary dictionary;
    private final CodeColumn codes = new CodeColumn();

    CategoryColumn() {
        this(new Dictionary());
    }

    private CategoryColumn(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** The values of some rows, in that order; they keep their numbers. */
    CategoryColumn take(int[] taken) {
        CategoryColumn column = new CategoryColumn(dictionary);
        for (int row : taken) {
            column.codes.add(code(row));
        }
        return column;
    }

    void add(char[] text, int offset, int length) {
        codes.add(dictionary.code(text, offset, length));
    }

    /** Number of the row's value, an index of {@link #values()}. */
    public int code(int row) {
        return codes.get(row);
    }

    /** The distinct texts, in the order they first occur. */
    public List<String> values() {
        return List.copyOf(dictionary.values());
    }

    /** How many distinct values there are. */
    public int distinct() {
        return dictionary.values().size();
    }

    public int rows() {
        return codes.rows();
    }
}
