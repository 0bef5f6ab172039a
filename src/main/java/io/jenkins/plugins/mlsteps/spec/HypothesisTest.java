package io.jenkins.plugins.mlsteps.spec;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;

/** A hypothesis about the candidate against the baseline that the gate tests on their predictions. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HypothesisTest.NonInferior.class, name = "nonInferior"),
    @JsonSubTypes.Type(value = HypothesisTest.Superior.class, name = "superior"),
    @JsonSubTypes.Type(value = HypothesisTest.Equivalent.class, name = "equivalent")
})
public sealed interface HypothesisTest extends Serializable {
    String metric();

    double margin();

    double alpha();

    String method();

    @Word(value = "nonInferior", doc = "The candidate is not worse than the baseline by more than the margin.")
    record NonInferior(
            @Parameter(value = "Metric to compare.", required = true) String metric,
            @Parameter(value = "Largest loss that is acceptable, in units of the metric.", required = true, min = 0)
                    double margin,
            @Parameter(value = "One-sided error rate.", defaultValue = "0.05", min = 1e-9, max = 0.5) double alpha,
            @Parameter(
                            value = "How to compare; auto takes what fits the metric and the data.",
                            defaultValue = "auto",
                            allowed = {"auto", "bootstrap", "delong", "newcombe", "mcnemar", "mcnemarExact", "wilcoxon"})
                    String method)
            implements HypothesisTest {}

    @Word(value = "superior", doc = "The candidate is better than the baseline.")
    record Superior(
            @Parameter(value = "Metric to compare.", required = true) String metric,
            @Parameter(value = "Gain that is exceeded, in units of the metric.", defaultValue = "0", min = 0)
                    double margin,
            @Parameter(value = "One-sided error rate.", defaultValue = "0.05", min = 1e-9, max = 0.5) double alpha,
            @Parameter(
                            value = "How to compare; auto takes what fits the metric and the data.",
                            defaultValue = "auto",
                            allowed = {"auto", "bootstrap", "delong", "newcombe", "mcnemar", "mcnemarExact", "wilcoxon"})
                    String method)
            implements HypothesisTest {}

    @Word(value = "equivalent", doc = "The candidate differs from the baseline by less than the margin, either way.")
    record Equivalent(
            @Parameter(value = "Metric to compare.", required = true) String metric,
            @Parameter(value = "Largest difference, in units of the metric.", required = true, min = 0) double margin,
            @Parameter(value = "Error rate of each of the two one-sided tests.", defaultValue = "0.05", min = 1e-9, max = 0.5)
                    double alpha,
            @Parameter(
                            value = "How to compare; auto takes what fits the metric and the data.",
                            defaultValue = "auto",
                            allowed = {"auto", "bootstrap", "delong", "newcombe", "mcnemar", "mcnemarExact", "wilcoxon"})
                    String method)
            implements HypothesisTest {}
}
