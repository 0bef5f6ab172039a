package io.jenkins.plugins.mlsteps.metrics;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A TensorBoard event file ({@code events.out.tfevents.*}): records with an {@code Event} message each. */
final class EventFile {
    private final Path file;

    EventFile(Path file) {
        this.file = file;
    }

    static boolean isNamedSo(String name) {
        return name.contains("tfevents");
    }

    static boolean startsLikeOne(byte[] head) {
        return head.length >= RecordReader.HEADER && RecordReader.isHeader(ByteBuffer.wrap(head));
    }

    /** Reads the scalars. A last record that is cut short is still being written and is left for another time. */
    void read(MetricSink sink) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            RecordReader records = new RecordReader(file, in);
            long position = 0;
            for (Optional<byte[]> record = records.next(); record.isPresent(); record = records.next()) {
                event(record.get(), position, sink);
                position = records.position();
            }
        }
    }

    private void event(byte[] record, long position, MetricSink sink) throws IOException {
        try {
            new ScalarEvent(file).read(record, sink);
        } catch (InvalidProtocolBufferException e) {
            throw new UnreadableMetricsException(
                    file, "byte " + position, "the record is not a TensorBoard event: " + e.getMessage(), e);
        }
    }
}
