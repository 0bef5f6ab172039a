package io.jenkins.plugins.mlsteps.report;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.report.chart.Figure;
import io.jenkins.plugins.mlsteps.report.chart.StudyFigures;
import io.jenkins.plugins.mlsteps.report.ledger.Study;
import java.io.IOException;
import java.util.List;

/** What the page shows of each study, as data for other programs: {@code insight.json} beside the study. */
final class InsightFiles {
    private final MlDirectory directory;

    InsightFiles(MlDirectory directory) {
        this.directory = directory;
    }

    void write(List<Study> studies) throws IOException {
        for (Study study : studies) {
            List<Figure> figures = StudyFigures.of(study);
            if (!figures.isEmpty()) {
                Json.write(directory.insight(study.name()), figures);
            }
        }
    }
}
