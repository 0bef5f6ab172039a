package io.jenkins.plugins.mlsteps.jenkins.promotion;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.mlsteps.host.JobNames;
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
import java.util.function.Predicate;
import jenkins.model.Jenkins;

/**
 * Which names jobs gave up, and when: {@code ml-promotions/moved.jsonl} in the home directory. The promotion log, which is only ever
 * added to, and signed verdicts name jobs as they were named then, and another job may have the name now.
 */
@Extension
public final class JobMoves implements JobNames {
    private Map<String, List<Step>> steps;
    private int count;

    /** @param to null when the job was deleted */
    private record Move(Instant time, String from, String to) {}

    /**
     * A move in the order of all: a clock may be set back, and what came later has an earlier time.
     *
     * @param place among all moves
     */
    private record Step(int place, Move move) {}

    public static JobMoves get() {
        return ExtensionList.lookupSingleton(JobMoves.class);
    }

    /**
     * Notes a move, unless it is noted already.
     *
     * @param to null when the job was deleted
     */
    synchronized void add(Instant time, String from, String to) throws IOException {
        if (!isNoted(from, to)) {
            Move move = new Move(time, from, to);
            lines().append(move);
            remember(move);
        }
    }

    /** Whether the last job that had a name is, since, where this move takes it. */
    private boolean isNoted(String from, String to) {
        List<Step> left = steps().getOrDefault(from, List.of());
        Step last = left.isEmpty() ? null : left.get(left.size() - 1);
        return to != null && last != null && to.equals(last.move().to()) && next(to, last).isEmpty();
    }

    @Override
    public synchronized Optional<String> now(String name, Instant then) {
        Optional<Step> next = first(name, step -> step.move().time().isAfter(then));
        String now = name;
        while (next.isPresent()) {
            now = next.get().move().to();
            next = now == null ? Optional.empty() : next(now, next.get());
        }
        return Optional.ofNullable(now);
    }

    private Optional<Step> next(String name, Step before) {
        return first(name, step -> step.place() > before.place());
    }

    private Optional<Step> first(String name, Predicate<Step> which) {
        return steps().getOrDefault(name, List.of()).stream().filter(which).findFirst();
    }

    private Map<String, List<Step>> steps() {
        if (steps == null) {
            try {
                read();
            } catch (IOException e) {
                throw new UncheckedIOException("the names that jobs had cannot be read", e);
            }
        }
        return steps;
    }

    private void read() throws IOException {
        List<Move> moves = new ArrayList<>();
        lines().each(moves::add);
        steps = new HashMap<>();
        moves.forEach(this::remember);
    }

    private void remember(Move move) {
        steps.computeIfAbsent(move.from(), unused -> new ArrayList<>()).add(new Step(count++, move));
    }

    private static JsonLines<Move> lines() {
        Path home = Jenkins.get().getRootDir().toPath();
        return new JsonLines<>(home.resolve("ml-promotions").resolve("moved.jsonl"), Move.class);
    }
}
