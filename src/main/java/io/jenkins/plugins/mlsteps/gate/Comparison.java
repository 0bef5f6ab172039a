package io.jenkins.plugins.mlsteps.gate;

import java.nio.file.Path;
import java.util.Map;

/** What a candidate is compared with. */
public sealed interface Comparison {
    /** The gate names no baseline. */
    record Unnamed() implements Comparison {}

    /**
     * The gate names a baseline that does not exist yet, because this is the first model there.
     *
     * @param reference as the author wrote it
     * @param policy what the environment says about a first model, whatever the author says; null when it says nothing
     */
    record FirstModel(String reference, String policy) implements Comparison {}

    /**
     * A baseline.
     *
     * @param reference as the author wrote it
     * @param digest of its model; null when the source does not tell
     * @param metrics by name, as the source tells them
     * @param predictions its per-row predictions; null when there are none
     */
    record Known(String reference, String digest, Map<String, Double> metrics, Path predictions)
            implements Comparison {}

    /**
     * A baseline that is named but cannot be used.
     *
     * @param why one sentence
     */
    record Unusable(String reference, String why) implements Comparison {}
}
