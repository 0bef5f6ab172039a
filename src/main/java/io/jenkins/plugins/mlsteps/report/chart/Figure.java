package io.jenkins.plugins.mlsteps.report.chart;

/**
 * A chart with the words and the table that replace it for those who do not see it.
 *
 * @param caption one or two sentences with what the chart tells
 */
public record Figure(String title, String caption, Chart chart, Table table) {
    /** How much room the chart needs: small ones stand side by side. */
    public String size() {
        if (chart instanceof ParallelTrials || chart instanceof ParameterSlices) {
            return "wide";
        }
        return chart instanceof LearningCurves ? "small" : "medium";
    }
}
