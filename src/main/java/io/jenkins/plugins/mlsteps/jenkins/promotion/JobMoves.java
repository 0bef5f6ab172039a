package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.mlsteps.record.JsonLines;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jenkins.model.Jenkins;

/**
 * Which names jobs gave up, and when: {@code ml-promotions/moved.jsonl} in the home directory. The promotion log, which is only ever
 * added to, names jobs as they were named then, and another job may have the name now.
 */
@Extension
public final class JobMoves {
    private Map<String, List<Move>> moves;

    /** @param to null when the job was deleted */
    private record Move(Instant time, String from, String to) {}

    static JobMoves get() {
        return ExtensionList.lookupSingleton(JobMoves.class);
    }

    /** @param to null when the job was deleted */
    synchronized void add(String from, String to) throws IOException {
        List<Move> known = moves().computeIfAbsent(from, unused -> new ArrayList<>());
        Move move = new Move(Instant.now(), from, to);
        lines().append(move);
        known.add(move);
    }

    /** What a job is named now that had a name at some time; empty when it was deleted. */
    synchronized Optional<String> nameNow(String name, Instant time) {
        String now = name;
        Optional<Move> next = next(now, time);
        while (next.isPresent()) {
            now = next.get().to();
            next = now == null ? Optional.empty() : next(now, next.get().time());
        }
        return Optional.ofNullable(now);
    }

    private Optional<Move> next(String name, Instant time) {
        return moves().getOrDefault(name, List.of()).stream().filter(move -> move.time().isAfter(time)).findFirst();
    }

    private Map<String, List<Move>> moves() {
        if (moves == null) {
            try {
                moves = read();
            } catch (IOException e) {
                throw new UncheckedIOException("the names that jobs had cannot be read", e);
            }
        }
        return moves;
    }

    private static Map<String, List<Move>> read() throws IOException {
        Map<String, List<Move>> found = new HashMap<>();
        lines().each(move -> found.computeIfAbsent(move.from(), unused -> new ArrayList<>()).add(move));
        return found;
    }

    private static JsonLines<Move> lines() {
        Path home = Jenkins.get().getRootDir().toPath();
        return new JsonLines<>(home.resolve("ml-promotions").resolve("moved.jsonl"), Move.class);
    }
}
