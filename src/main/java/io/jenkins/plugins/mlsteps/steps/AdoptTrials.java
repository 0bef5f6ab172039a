package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.Trial;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.Study;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes trials that somebody else chose and ran into the files of a study.
 *
 * @param trials as they stand, by number
 * @param over whether no more is to come: a trial that has not ended then is lost
 */
record AdoptTrials(String directory, TuneSpec spec, SourceRevision source, Occupant by, List<Trial> trials, boolean over)
        implements Workspace.Task<AdoptTrials.Answer> {

    /**
     * What the study says.
     *
     * @param ended the trials that ended with this
     * @param best so far; null until a trial is complete
     */
    record Answer(List<Trial> ended, Trial best) implements Serializable {}

    @Override
    public Answer on(Path root) throws IOException {
        Study study = OpenStudies.get(root.resolve(directory), spec, source, by);
        List<Trial> ended = new ArrayList<>();
        for (Trial trial : trials) {
            if (study.adopt(trial)) {
                ended.add(trial);
            }
        }
        if (over) {
            for (Trial lost : study.running()) {
                ended.add(study.tell(lost.number(), Trial.State.FAILED, null, Map.of(), "it is gone from the cluster"));
            }
        }
        return new Answer(ended, study.best().orElse(null));
    }
}
