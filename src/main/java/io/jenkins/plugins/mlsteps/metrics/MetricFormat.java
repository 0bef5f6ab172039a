package io.jenkins.plugins.mlsteps.metrics;

import io.jenkins.plugins.mlsteps.record.FileTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The kinds of file that metrics are read from. */
enum MetricFormat {
    EVENTS("TensorBoard event file") {
        @Override
        void read(Path file, MetricSink sink) throws IOException {
            new EventFile(file).read(sink);
        }
    },
    JSON("JSON file") {
        @Override
        void read(Path file, MetricSink sink) throws IOException {
            JsonFile.read(file, sink);
        }
    },
    CSV("CSV file") {
        @Override
        void read(Path file, MetricSink sink) throws IOException {
            CsvFile.read(file, sink);
        }
    },
    TEXT("text file") {
        @Override
        void read(Path file, MetricSink sink) throws IOException {
            TextFile.read(file, sink);
        }
    };

    private static final int HEAD = 4096;

    private final String title;

    MetricFormat(String title) {
        this.title = title;
    }

    abstract void read(Path file, MetricSink sink) throws IOException;

    String title() {
        return title;
    }

    /** Told by the name where it has a known ending, otherwise by the first bytes. */
    static MetricFormat of(Path file) throws IOException {
        String name = FileTree.name(file).toLowerCase(Locale.ROOT);
        if (EventFile.isNamedSo(name)) {
            return EVENTS;
        }
        if (Files.size(file) == 0) {
            throw new UnreadableMetricsException(file, "", "the file is empty");
        }
        if (name.endsWith(".csv") || name.endsWith(".tsv")) {
            return CSV;
        }
        if (name.endsWith(".json") || name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return JSON;
        }
        if (name.endsWith(".log") || name.endsWith(".txt") || name.endsWith(".out")) {
            return TEXT;
        }
        return ofContent(file);
    }

    private static MetricFormat ofContent(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(HEAD);
        }
        if (EventFile.startsLikeOne(head)) {
            return EVENTS;
        }
        String start = ByteOrderMark.decode(head).stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            return JSON;
        }
        String line = start.lines().findFirst().orElse("");
        if (line.contains("=")) {
            return TEXT;
        }
        if (line.contains(",") || line.contains("\t")) {
            return CSV;
        }
        throw new UnreadableMetricsException(
                file,
                "",
                "not a known format; expected is JSON, JSON lines, CSV with a header, lines with name=value, or"
                        + " TensorBoard events. A name that ends in .json, .jsonl, .csv or .log settles it");
    }
}
