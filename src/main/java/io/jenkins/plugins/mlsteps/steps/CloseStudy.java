package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Price;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Sums a study up in its {@code study.json} and lets go of its files.
 *
 * @param price of the trials' compute profile; null when it has none
 */
record CloseStudy(String directory, TuneSpec spec, SourceRevision source, Price price) implements Workspace.Task<StudyRecord> {
    @Override
    public StudyRecord on(Path root) throws IOException {
        Path study = root.resolve(directory);
        try {
            return OpenStudies.get(study, spec, source).finish(price);
        } finally {
            OpenStudies.close(study);
        }
    }
}
