package io.jenkins.plugins.mlsteps.report.ledger;

import io.jenkins.plugins.mlsteps.record.BuildRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Tells the records of a build from those that an earlier build left under the same {@code ml/}. */
record OwnRecords(Path mlDirectory, BuildRecord build) {
    /**
     * Whether a record is of the build: it ended after the build began, or a step of the build wrote it although the time in it, of
     * a machine whose clock is slow, says otherwise.
     *
     * @param directory of the record under {@code ml/}
     * @param end empty while what it tells of runs
     */
    boolean has(String directory, Optional<Instant> end) {
        return end.filter(time -> time.isBefore(build.start())).isEmpty()
                || build.nodes().stream()
                        .filter(node -> node.record() != null && node.record().startsWith(directory + "/"))
                        .anyMatch(this::wrote);
    }

    /** A step that failed may have ended before it wrote anything. */
    private boolean wrote(BuildRecord.Node node) {
        return "SUCCESS".equals(node.result()) || "UNSTABLE".equals(node.result()) || isWrittenSince(node);
    }

    /** To the second, which is what every file system knows. */
    private boolean isWrittenSince(BuildRecord.Node node) {
        try {
            Instant written = Files.getLastModifiedTime(mlDirectory.resolve(node.record()), LinkOption.NOFOLLOW_LINKS)
                    .toInstant();
            return node.start() == null || !written.isBefore(node.start().truncatedTo(ChronoUnit.SECONDS));
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }
}
