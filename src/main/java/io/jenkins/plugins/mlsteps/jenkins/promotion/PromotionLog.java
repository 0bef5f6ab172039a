package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.mlsteps.record.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import jenkins.model.Jenkins;

/**
 * Who promoted what, when and why: {@code ml-promotions/log.jsonl} in the home directory, one line an event, only ever
 * added to. It outlives builds and jobs.
 */
@Extension
public final class PromotionLog {
    /** What a step told it tells again at the next start after a crash, with little but what others were about to write in between. */
    private static final long WHERE_IT_WAS_TOLD = 4L << 20;

    /** Null until somebody asks. */
    private ServingPromotions serving;

    public static PromotionLog get() {
        return ExtensionList.lookupSingleton(PromotionLog.class);
    }

    /** Writes a line through to the disk. What was told already, by a step that was resumed, is not told again. */
    synchronized void add(LogEntry entry) throws IOException {
        boolean told = entry.isOfAStep() && !newest(1, entry::isSame, WHERE_IT_WAS_TOLD).isEmpty();
        if (!told) {
            lines().append(entry);
            if (serving != null) {
                serving.note(entry);
            }
        }
    }

    /**
     * The ends of the promotions whose models serve: the last into each endpoint that succeeded, in environments with and without a policy.
     *
     * @throws IOException when the log cannot be read
     */
    public synchronized List<LogEntry> serving() throws IOException {
        if (serving == null) {
            ServingPromotions read = new ServingPromotions();
            lines().each(read::note);
            serving = read;
        }
        return serving.ends();
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
        lines().each(bytes, entry -> {
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

    private static JsonLines<LogEntry> lines() {
        Path home = Jenkins.get().getRootDir().toPath();
        return new JsonLines<>(home.resolve("ml-promotions").resolve("log.jsonl"), LogEntry.class);
    }
}
