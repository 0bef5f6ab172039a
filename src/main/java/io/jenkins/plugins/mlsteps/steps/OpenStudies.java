package io.jenkins.plugins.mlsteps.steps;

import io.jenkins.plugins.mlsteps.record.SourceRevision;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.tune.Study;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/**
 * The studies that are searched in this process, by directory: opening one reads all its trials, which is too slow for every turn
 * of a step. A process that dies takes only the cache with it.
 */
final class OpenStudies {
    private static final Map<Path, Open> STUDIES = new HashMap<>();

    /** @param study null until it is opened */
    private record Open(Occupant by, Study study) {}

    private OpenStudies() {}

    /** Makes the directory a step's own, before it begins anew there: whoever had it may be dead, or will notice. */
    static synchronized void begin(Path directory, Occupant by) throws IOException {
        close(directory);
        STUDIES.put(key(directory), new Open(by, null));
    }

    /** @throws SpecException when another step of its build took the directory */
    static synchronized Study get(Path directory, TuneSpec spec, SourceRevision source, Occupant by) throws IOException {
        Path key = key(directory);
        Open open = STUDIES.get(key);
        if (open != null && by.isBeside(open.by())) {
            throw Occupant.conflict("study '" + spec.name() + "' is being searched");
        }
        boolean isOpen = open != null && open.study() != null && open.study().isOpen();
        Study study = isOpen ? open.study() : Study.open(key, spec, source, Clock.systemUTC());
        STUDIES.put(key, new Open(by, study));
        return study;
    }

    /** Only what this step searches. */
    static synchronized void close(Path directory, Occupant by) throws IOException {
        Open open = STUDIES.get(key(directory));
        if (open != null && open.by().equals(by)) {
            close(directory);
        }
    }

    static synchronized void close(Path directory) throws IOException {
        Open open = STUDIES.remove(key(directory));
        if (open != null && open.study() != null) {
            open.study().close();
        }
    }

    private static Path key(Path directory) {
        return directory.toAbsolutePath().normalize();
    }
}
