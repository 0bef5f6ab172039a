package io.jenkins.plugins.mlsteps.report;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.report.chart.Figure;
import io.jenkins.plugins.mlsteps.report.chart.StudyFigures;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the page shows of each study, as data for other programs: {@code insight.json} beside the study. */
public final class InsightFiles {
    private InsightFiles() {}

    /** The figures by the study's name; a study of which there is nothing to show has none. */
    public static Map<String, List<Figure>> of(List<Study> studies) {
        Map<String, List<Figure>> insights = new TreeMap<>();
        for (Study study : studies) {
            List<Figure> figures = StudyFigures.of(study);
            if (!figures.isEmpty()) {
                insights.put(study.name(), figures);
            }
        }
        return insights;
    }

    static void write(MlDirectory directory, List<Study> studies) throws IOException {
        for (Map.Entry<String, List<Figure>> insight : of(studies).entrySet()) {
            Json.write(directory.insight(insight.getKey()), insight.getValue());
        }
    }
}
