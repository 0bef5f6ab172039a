package io.jenkins.plugins.mlsteps.jenkins.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Who promoted what, when and why: {@code ml-promotions/log.jsonl} in the home directory, one line an event, only ever
 * added to. It outlives builds and jobs.
 */
@Extension
public final class PromotionLog {
    private static final Logger LOGGER = Logger.getLogger(PromotionLog.class.getName());

    /** An end is told again at the next start after a crash, with little but what other steps were about to write in between. */
    private static final long WHERE_THE_END_WAS_TOLD = 4L << 20;

    /** Null until somebody asks. */
    private ServingPromotions serving;

    public static PromotionLog get() {
        return ExtensionList.lookupSingleton(PromotionLog.class);
    }

    /** Writes a line through to the disk. An end that was told already, by a step that was resumed, is not told again. */
    synchronized void add(LogEntry entry) throws IOException {
        boolean told = entry.event() == LogEntry.Event.ENDED
                && !newest(1, entry::isSameEnd, WHERE_THE_END_WAS_TOLD).isEmpty();
        if (!told) {
            append(Json.line(entry) + "\n");
            if (serving != null) {
                serving.note(entry);
            }
        }
    }

    /**
     * Ids of the promotions whose models serve: the last into each endpoint that succeeded, in environments with and without a policy.
     *
     * @throws IOException when the log cannot be read
     */
    public synchronized Set<String> serving() throws IOException {
        if (serving == null) {
            ServingPromotions read = new ServingPromotions();
            each(Long.MAX_VALUE, read::note);
            serving = read;
        }
        return serving.ids();
    }

    private static void append(String line) throws IOException {
        FileTree.createParent(file());
        try (FileChannel log = FileChannel.open(
                file(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            String start = endsInTheMiddleOfALine(log) ? "\n" : "";
            ByteBuffer bytes = ByteBuffer.wrap((start + line).getBytes(StandardCharsets.UTF_8));
            log.position(log.size());
            while (bytes.hasRemaining()) {
                log.write(bytes);
            }
            log.force(true);
        }
    }

    /** After a crash within a write: what follows must not be lost with the broken line. */
    private static boolean endsInTheMiddleOfALine(FileChannel log) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return log.size() > 0 && log.read(last, log.size() - 1) == 1 && last.get(0) != '\n';
    }

    /**
     * The newest entries that a filter accepts, the newest first.
     *
     * @throws IOException when the log cannot be read; a line that a crash broke off is left out, and said
     */
    public synchronized List<LogEntry> newest(int most, Predicate<LogEntry> filter) throws IOException {
        return newest(most, filter, Long.MAX_VALUE);
    }

    /** @param bytes at the end of the log, in which they are looked for */
    private static List<LogEntry> newest(int most, Predicate<LogEntry> filter, long bytes) throws IOException {
        Deque<LogEntry> found = new ArrayDeque<>();
        each(bytes, entry -> {
            if (filter.test(entry)) {
                found.addLast(entry);
                if (found.size() > most) {
                    found.removeFirst();
                }
            }
        });
        List<LogEntry> newestFirst = new ArrayList<>(found);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** @param bytes at the end of the log, in which entries are read, the oldest first */
    private static void each(long bytes, Consumer<LogEntry> reader) throws IOException {
        if (!Files.exists(file())) {
            return;
        }
        try (BufferedReader lines = lines(bytes)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                entry(line).ifPresent(reader);
            }
        }
    }

    /** Bytes that are no UTF-8, such as half a letter where a crash broke a line off, damage their line alone. */
    private static BufferedReader lines(long bytes) throws IOException {
        InputStream log = Files.newInputStream(file());
        BufferedReader lines = new BufferedReader(new InputStreamReader(log, StandardCharsets.UTF_8));
        long before = Files.size(file()) - bytes;
        if (before > 0) {
            log.skipNBytes(before - 1);
            lines.readLine(); // the rest of a line that began before
        }
        return lines;
    }

    private static Optional<LogEntry> entry(String line) throws IOException {
        try {
            return Optional.ofNullable(Json.parse(line, LogEntry.class));
        } catch (JsonProcessingException e) {
            LOGGER.log(Level.WARNING, "a line of {0} is no entry and is left out: {1}", new Object[] {file(), e.getOriginalMessage()});
            return Optional.empty();
        }
    }

    private static Path file() {
        return Jenkins.get().getRootDir().toPath().resolve("ml-promotions").resolve("log.jsonl");
    }
}
