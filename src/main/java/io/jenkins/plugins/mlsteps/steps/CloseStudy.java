package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.host.Workspace;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.io.IOException;
import java.nio.file.Path;

/** Sums a study up in its {@code study.json} and lets go of its files. */
record CloseStudy(String directory, TuneSpec spec, SourceRevision source) implements Workspace.Task<StudyRecord> {
    @Override
    public StudyRecord on(Path root) throws IOException {
        Path study = root.resolve(directory);
        try {
            return OpenStudies.get(study, spec, source).finish();
        } finally {
            OpenStudies.close(study);
        }
    }
}
