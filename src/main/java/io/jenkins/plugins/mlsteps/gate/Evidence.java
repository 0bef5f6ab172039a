package io.jenkins.plugins.mlsteps.gate;

import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.Verdict;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Everything a gate judges a model by.
 *
 * @param digest of the model, {@code sha256:…}; null when there is none, which no gate passes
 * @param metrics by name, as its training reported them
 * @param predictions per-row predictions; null when there are none
 * @param inputs digest of each thing the verdict rests on, by what it is
 * @param findings checks made before, such as the scan of the model's files; a failed one fails the gate
 */
public record Evidence(
        String digest,
        Map<String, Double> metrics,
        Path predictions,
        Comparison baseline,
        Map<String, String> inputs,
        List<Verdict.Check> findings,
        Provenance provenance) {
    public Evidence {
        metrics = Map.copyOf(metrics);
        inputs = Map.copyOf(inputs);
        findings = List.copyOf(findings);
    }

    /**
     * Who judged, when and of what source.
     *
     * @param builder identifies the host
     * @param replayed whether somebody edited the steps of this one build
     * @param tool name and version of this program
     */
    public record Provenance(
            SourceRevision source, String builder, String job, boolean replayed, String tool, Instant time)
            implements Serializable {}
}
