package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A study ({@code study.json}); its trials stand beside it, one a line.
 *
 * @param spec what the author asked for, which fixes the search space of the trials
 * @param best number of the best trial; null until one is complete
 * @param importance share of each parameter in the variance of the objective, 0 to 1
 * @param pareto numbers of the trials that no other beats in every objective; empty with one objective
 * @param stopped why no more trials are asked for; null while the study goes on
 * @param usage what the trials cost so far
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StudyRecord(
        String name,
        TuneSpec spec,
        Integer best,
        Map<String, Object> bestParams,
        Double bestValue,
        Map<String, Integer> states,
        Map<String, Double> importance,
        Instant start,
        Instant end,
        SourceRevision source,
        List<Integer> pareto,
        String stopped,
        Usage usage)
        implements Serializable {
    public StudyRecord {
        pareto = pareto == null ? List.of() : List.copyOf(pareto);
    }

    /**
     * Machine time of the finished trials.
     *
     * @param trialHours sum of their wall-clock times
     * @param gpuHours the same times the GPUs each trial holds
     * @param cost both at the price of the compute profile, in the administrator's currency; null when it has none, or the study goes on
     */
    public record Usage(double trialHours, double gpuHours, Double cost) implements Serializable {}
}
