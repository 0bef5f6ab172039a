package io.jenkins.plugins.mlsteps.report.chart;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** The data of one chart, as the page's script receives it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LearningCurves.class, name = "curves"),
    @JsonSubTypes.Type(value = TrialHistory.class, name = "history"),
    @JsonSubTypes.Type(value = ParallelTrials.class, name = "parallel"),
    @JsonSubTypes.Type(value = ParameterImportance.class, name = "importance"),
    @JsonSubTypes.Type(value = ParameterContour.class, name = "contour"),
    @JsonSubTypes.Type(value = ParameterSlices.class, name = "slices"),
    @JsonSubTypes.Type(value = ParetoFront.class, name = "pareto")
})
public sealed interface Chart
        permits LearningCurves, TrialHistory, ParallelTrials, ParameterContour, ParameterImportance, ParameterSlices, ParetoFront {}
