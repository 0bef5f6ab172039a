package io.jenkins.plugins.mlsteps.automl.table;

import java.util.Locale;

/** What the cells of a column are. */
enum Kind {
    NUMBER,
    DATE,
    CATEGORY,
    /** Words of which hardly two are alike. */
    TEXT;

    /** As records name it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
