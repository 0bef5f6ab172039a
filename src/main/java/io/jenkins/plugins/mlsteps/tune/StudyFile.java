package io.jenkins.plugins.mlsteps.tune;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.jenkins.plugins.mlsteps.record.IoFailure;
import io.jenkins.plugins.mlsteps.record.RegularFile;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code study.json} that an earlier run left: as much of it as a study needs to go on.
 *
 * @param start when the study began
 */
record StudyFile(Instant start, Search search) {
    /**
     * @throws IOException when there is one that is no study
     */
    static Optional<StudyFile> in(Path directory) throws IOException {
        Path file = directory.resolve(Study.RECORD);
        return Files.exists(file) ? Optional.of(read(file)) : Optional.empty();
    }

    @SuppressWarnings("unchecked")
    private static StudyFile read(Path file) throws IOException {
        Map<String, Object> study = parse(file);
        if (!(study.get("spec") instanceof Map<?, ?> spec && study.get("start") instanceof String start)) {
            throw new IOException(file + " is no study: it has no 'spec' or no 'start'; remove it to start anew");
        }
        try {
            return new StudyFile(Timestamp.parse(start), Search.of((Map<String, ?>) spec));
        } catch (SpecException | DateTimeException e) {
            throw new IOException(file + " is no study: " + e.getMessage() + "; remove it to start anew", e);
        }
    }

    private static Map<String, Object> parse(Path file) throws IOException {
        try {
            return JsonTokens.object(RegularFile.text(file));
        } catch (JsonProcessingException e) {
            throw new IOException(file + " cannot be read as JSON: " + IoFailure.sentence(e), e);
        }
    }
}
