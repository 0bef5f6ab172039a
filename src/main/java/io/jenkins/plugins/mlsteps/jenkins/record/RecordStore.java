package io.jenkins.plugins.mlsteps.jenkins.record;

import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.WholeFile;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The files that a build's directory holds beside {@code build.xml}: all records for its own pages, and a summary that pages
 * over many builds can afford to read. They go when the directory goes.
 *
 * @param directory of the build
 */
record RecordStore(Path directory) {
    private static final String RECORDS = "ml-records.json.gz";
    private static final String SUMMARY = "ml-summary.json";

    /** Empty for a build without records. */
    Optional<Ledger> records() throws IOException {
        try (InputStream file = new GZIPInputStream(Files.newInputStream(directory.resolve(RECORDS)))) {
            return Optional.of(Json.mapper().readValue(file, Ledger.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Empty for a build without records. */
    Optional<BuildSummary> summary() throws IOException {
        try {
            return Optional.of(Json.read(directory.resolve(SUMMARY), BuildSummary.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    void write(Ledger records, BuildSummary summary) throws IOException {
        WholeFile.write(directory.resolve(RECORDS), zipped(Json.mapper().writeValueAsBytes(records)));
        WholeFile.write(directory.resolve(SUMMARY), Json.line(summary));
    }

    /** The epoch when nothing was written. */
    Instant lastWritten() {
        return Instant.ofEpochMilli(directory.resolve(SUMMARY).toFile().lastModified());
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(bytes);
        }
        return zipped.toByteArray();
    }
}
