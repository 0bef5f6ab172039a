package io.jenkins.plugins.mlsteps.jenkins.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;

/**
 * Which names jobs gave up, and when: {@code ml-promotions/moved.jsonl} in the home directory. The promotion log, which is only ever
 * added to, names jobs as they were named then, and another job may have the name now.
 */
@Extension
public final class JobMoves {
    private static final Logger LOGGER = Logger.getLogger(JobMoves.class.getName());

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
        FileTree.createParent(file());
        Files.writeString(file(), Json.line(move) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
        for (String line : Files.exists(file()) ? Files.readAllLines(file()) : List.<String>of()) {
            try {
                Move move = Json.parse(line, Move.class);
                found.computeIfAbsent(move.from(), unused -> new ArrayList<>()).add(move);
            } catch (JsonProcessingException e) {
                LOGGER.log(Level.WARNING, "a line of {0} is left out: {1}", new Object[] {file(), e.getOriginalMessage()});
            }
        }
        return found;
    }

    private static Path file() {
        return Jenkins.get().getRootDir().toPath().resolve("ml-promotions").resolve("moved.jsonl");
    }
}
