package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;

/**
 * A build's timeline ({@code build.json}).
 *
 * @param result SUCCESS, UNSTABLE, FAILURE, ABORTED or NOT_BUILT; null while it runs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BuildRecord(
        String job, int number, String result, Instant start, Instant end, SourceRevision source, List<Node> nodes)
        implements Serializable {
    public BuildRecord {
        nodes = nodes == null ? List.of() : List.copyOf(nodes);
    }

    /**
     * A stage or a step, each below the stage it belongs to, in the order of starting.
     *
     * @param kind stage or step
     * @param name the stage's name, or the step's word
     * @param record path under {@code ml/} of the record an ML step left; null for others
     * @param depth nesting of stages, 0 for the outermost
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Node(
            String kind, String name, int depth, String result, Instant start, Instant end, String record, String error)
            implements Serializable {}
}
