package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import io.jenkins.plugins.mlsteps.tune.Study;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Sums a study up in its {@code study.json} and lets go of its files.
 *
 * @param price of the trials' compute profile; null when it has none
 * @param aborted why its running trials were stopped; null when the study came to its end
 */
record CloseStudy(String directory, TuneSpec spec, SourceRevision source, Occupant by, Price price, String aborted)
        implements Workspace.Task<CloseStudy.Closed> {

    /**
     * What came out.
     *
     * @param pareto the trials of the Pareto set; empty with one objective
     * @param steps whether a trial reported the objective with a step, which pruners look at
     */
    record Closed(StudyRecord study, List<Trial> pareto, boolean steps) implements Serializable {}

    @Override
    public Closed on(Path root) throws IOException {
        Path study = root.resolve(directory);
        try {
            Study open = OpenStudies.get(study, spec, source, by);
            if (aborted != null) {
                for (Trial trial : open.running()) {
                    open.tell(trial.number(), Trial.State.FAILED, null, Map.of(), "aborted: " + aborted);
                }
            }
            boolean steps = open.trials().stream().anyMatch(trial -> !trial.intermediate().isEmpty());
            return new Closed(open.finish(price), open.pareto(), steps);
        } finally {
            OpenStudies.close(study, by);
        }
    }
}
