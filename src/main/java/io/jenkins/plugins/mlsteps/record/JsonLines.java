package io.jenkins.plugins.mlsteps.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A file with one JSON value a line, only ever added to, by one process or several. A line that a crash broke off is passed over
 * when the file is read, and said; it damages no other.
 *
 * @param file made by the first line
 * @param type of the values
 */
public record JsonLines<T>(Path file, Class<T> type) {
    private static final Logger LOGGER = Logger.getLogger(JsonLines.class.getName());

    /** Adds a line and writes it through to the disk. */
    public void append(T value) throws IOException {
        FileTree.createParent(file);
        // A lock of a file is between processes; threads of one may not even ask for it together.
        synchronized (JsonLines.class) {
            try (FileChannel lines = FileChannel.open(
                            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                    FileLock alone = lines.lock()) {
                String start = endsInTheMiddleOfALine(lines) ? "\n" : "";
                ByteBuffer bytes = ByteBuffer.wrap((start + Json.line(value) + "\n").getBytes(StandardCharsets.UTF_8));
                lines.position(lines.size());
                while (alone.isValid() && bytes.hasRemaining()) {
                    lines.write(bytes);
                }
                lines.force(true);
            }
        }
    }

    /** After a crash within a write: what follows must not be lost with the broken line. */
    private static boolean endsInTheMiddleOfALine(FileChannel lines) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return lines.size() > 0 && lines.read(last, lines.size() - 1) == 1 && last.get(0) != '\n';
    }

    /** All values, the oldest first; none when there is no file. */
    public void each(Consumer<T> reader) throws IOException {
        each(Long.MAX_VALUE, reader);
    }

    /** @param bytes at the end of the file, in which values are read, the oldest first */
    public void each(long bytes, Consumer<T> reader) throws IOException {
        each(bytes, "", reader);
    }

    /** @param text that stands in a line; others are not parsed, which would take longest */
    public void eachWith(String text, Consumer<T> reader) throws IOException {
        each(Long.MAX_VALUE, text, reader);
    }

    private void each(long bytes, String text, Consumer<T> reader) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (BufferedReader lines = lines(bytes)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(text)) {
                    value(line).ifPresent(reader);
                }
            }
        }
    }

    /** Bytes that are no UTF-8, such as half a letter where a crash broke a line off, damage their line alone. */
    private BufferedReader lines(long bytes) throws IOException {
        InputStream whole = Files.newInputStream(file);
        BufferedReader lines = new BufferedReader(new InputStreamReader(whole, StandardCharsets.UTF_8));
        long before = Files.size(file) - bytes;
        if (before > 0) {
            whole.skipNBytes(before - 1);
            lines.readLine(); // the rest of a line that began before
        }
        return lines;
    }

    private Optional<T> value(String line) throws IOException {
        try {
            return Optional.ofNullable(Json.parse(line, type));
        } catch (JsonProcessingException e) {
            LOGGER.log(Level.WARNING, "a line of {0} cannot be read and is left out: {1}", new Object[] {file, IoFailure.mistake(e)});
            return Optional.empty();
        }
    }
}
