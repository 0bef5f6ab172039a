package io.jenkins.plugins.mlsteps.report.chart;

import io.jenkins.plugins.mlsteps.report.ledger.Study;
import java.util.ArrayList;
import java.util.List;

/** The figures that a study has enough trials for. */
public final class StudyFigures {
    private StudyFigures() {}

    public static List<Figure> of(Study study) {
        List<Figure> figures = new ArrayList<>();
        if (!study.complete().isEmpty()) {
            figures.add(TrialHistory.figure(study, study.objective()));
        }
        ParetoFront.figure(study).ifPresent(figures::add);
        ParameterImportance.figure(study).ifPresent(figures::add);
        ParallelTrials.figure(study).ifPresent(figures::add);
        ParameterSlices.figure(study).ifPresent(figures::add);
        ParameterContour.figure(study).ifPresent(figures::add);
        return figures;
    }
}
