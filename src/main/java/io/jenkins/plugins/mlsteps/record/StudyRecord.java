package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;

/**
 * A study ({@code study.json}); its trials stand beside it, one a line.
 *
 * @param spec what the author asked for, which fixes the search space of the trials
 * @param best number of the best trial; null until one is complete
 * @param importance share of each parameter in the variance of the objective, 0 to 1
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
        SourceRevision source)
        implements Serializable {}
