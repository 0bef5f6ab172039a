package io.jenkins.plugins.mlsteps.metrics;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;

/** A log that was written to a file, read as if it had been printed when the file was last changed. */
final class TextFile {
    private static final int PORTION = 1 << 16;

    private TextFile() {}

    static void read(Path file, MetricSink sink) throws IOException {
        Clock written = Clock.fixed(Files.getLastModifiedTime(file).toInstant(), ZoneOffset.UTC);
        TextMetrics text = new TextMetrics(written, sink);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            if (ByteOrderMark.pass(in) == StandardCharsets.UTF_16) {
                feedUtf16(in, text);
            } else {
                feed(in, text);
            }
        }
        text.finish();
    }

    private static void feed(InputStream in, TextMetrics text) throws IOException {
        byte[] buffer = new byte[PORTION];
        for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
            text.feed(buffer, 0, length);
        }
    }

    private static void feedUtf16(InputStream in, TextMetrics text) throws IOException {
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_16);
        char[] buffer = new char[PORTION];
        for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
            byte[] bytes = new String(buffer, 0, length).getBytes(StandardCharsets.UTF_8);
            text.feed(bytes, 0, bytes.length);
        }
    }
}
