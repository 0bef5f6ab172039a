package io.jenkins.plugins.mlsteps.gate.predictions;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The columns of a file that nobody asked for. They are kept so far as memory allows: the first {@value #MOST_COLUMNS}, and of those the
 * first that fit.
 */
final class SpareColumns {
    static final int MOST_COLUMNS = 16;

    private static final long MOST_BYTES = 64 << 20;

    private final Map<String, SpareColumn> columns = new LinkedHashMap<>();

    /** @return null when there are enough already */
    SpareColumn add(String name) {
        if (columns.size() == MOST_COLUMNS) {
            return null;
        }
        SpareColumn column = new SpareColumn();
        columns.put(name, column);
        return column;
    }

    /** To be called from time to time: gives up the last columns until the others fit. */
    void fit(long rows) {
        long bytes = 0;
        for (SpareColumn column : columns.values()) {
            bytes += rows * column.width();
            if (bytes > MOST_BYTES) {
                bytes -= rows * column.width();
                column.giveUp();
            }
        }
    }

    /** What is left of them, by name. */
    Map<String, CategoryColumn> groups() {
        Map<String, CategoryColumn> groups = new LinkedHashMap<>();
        columns.forEach((name, column) -> column.groups().ifPresent(group -> groups.put(name, group)));
        return groups;
    }
}
