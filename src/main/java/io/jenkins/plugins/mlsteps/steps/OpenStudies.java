package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.Study;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * The studies that are open in this process, by directory: opening one reads all its trials, which is too slow for every turn
 * of a step. A process that dies takes only the cache with it.
 */
final class OpenStudies {
    private static final Map<Path, Study> STUDIES = new HashMap<>();

    private OpenStudies() {}

    static synchronized Study get(Path directory, TuneSpec spec, SourceRevision source) throws IOException {
        Path key = directory.toAbsolutePath().normalize();
        Study open = STUDIES.get(key);
        if (open == null || !open.isOpen()) {
            open = Study.open(key, spec, source, Clock.systemUTC());
            STUDIES.put(key, open);
        }
        return open;
    }

    static synchronized void close(Path directory) throws IOException {
        Study study = STUDIES.remove(directory.toAbsolutePath().normalize());
        if (study != null) {
            study.close();
        }
    }
}
