package io.jenkins.plugins.mlsteps.gate.hypothesis;

import java.util.Locale;

/** How two models are compared. */
enum Method {
    AUTO,
    BOOTSTRAP,
    DELONG,
    NEWCOMBE,
    MCNEMAR,
    MCNEMAR_EXACT,
    WILCOXON;

    static Method of(String word) {
        return word.equals("mcnemarExact") ? MCNEMAR_EXACT : valueOf(word.toUpperCase(Locale.ROOT));
    }
}
