package io.jenkins.plugins.mlsteps.tune;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.StudyRecord;
import io.jenkins.plugins.mlsteps.spec.Dimension;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The {@code study.json} that an earlier run left. It is compared as JSON and only bound to records when there is a difference to
 * describe, because that takes longer than reading thousands of trials.
 */
final class StudyFile {
    private final Path file;
    private final JsonNode study;

    private StudyFile(Path file, JsonNode study) {
        this.file = file;
        this.study = study;
    }

    /**
     * @throws IOException when there is one that is no study
     */
    static Optional<StudyFile> in(Path directory) throws IOException {
        Path file = directory.resolve(Study.RECORD);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode study = Json.tree(file);
        if (!study.path("spec").isObject() || !study.path("start").isTextual()) {
            throw new IOException(file + " is no study: it has no 'spec' or no 'start'; remove it to start anew");
        }
        return Optional.of(new StudyFile(file, study));
    }

    Instant start() {
        return Timestamp.parse(study.get("start").asText());
    }

    /** What keeps its trials from counting in a study of this spec; empty when they count. */
    List<String> differences(TuneSpec now) throws IOException {
        return isSameSearch(now)
                ? List.of()
                : SpaceDifference.between(Json.read(file, StudyRecord.class).spec(), now);
    }

    private boolean isSameSearch(TuneSpec now) {
        // As an array, whose elements keep the names of their types; those of a list would not.
        return same("space", now.space().toArray(Dimension[]::new))
                && same("constraints", now.constraints())
                && same("objectives", now.objectives())
                && same("directions", now.directions())
                && same("repeats", now.repeats());
    }

    private boolean same(String name, Object now) {
        return study.get("spec").path(name).toString().equals(Json.line(now));
    }
}
