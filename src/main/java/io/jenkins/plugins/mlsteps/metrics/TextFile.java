package io.jenkins.plugins.mlsteps.metrics;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;

/** A log that was written to a file, read as if it had been printed when the file was last changed. */
final class TextFile {
    private TextFile() {}

    static void read(Path file, MetricSink sink) throws IOException {
        Clock written = Clock.fixed(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC);
        TextMetrics text = new TextMetrics(written, sink);
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                text.feed(buffer, 0, length);
            }
        }
        text.finish();
    }
}
