package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.record.BuildRecord;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Stages and steps of a run as they start and end, kept in {@code build.json}. */
final class Timeline {
    private final Path file;
    private final String job;
    private final int number;
    private final Instant start;
    private final SourceRevision source;
    private final List<BuildRecord.Node> nodes = new ArrayList<>();

    Timeline(Path file, String job, int number, Instant start, SourceRevision source) {
        this.file = file;
        this.job = job;
        this.number = number;
        this.start = start;
        this.source = source;
    }

    /** Goes on with what a run recorded before it was killed; what was running then was aborted by that. */
    synchronized void resume(BuildRecord earlier) {
        Instant now = Instant.now();
        for (BuildRecord.Node node : earlier.nodes()) {
            nodes.add(node.end() != null ? node : ended(node, now, Result.ABORTED, "the run was killed"));
        }
    }

    /** A stage or step that runs. */
    final class Entry {
        private final int index;

        private Entry(int index) {
            this.index = index;
        }

        /** @param error null when there was none */
        void end(Result result, String error) {
            synchronized (Timeline.this) {
                nodes.set(index, ended(nodes.get(index), Instant.now(), result, error));
            }
        }
    }

    Entry stage(String name, int depth) {
        return add("stage", name, depth, null);
    }

    /** @param record path under {@code ml/} of the record the step will leave; null for none */
    Entry step(String word, int depth, String record) {
        return add("step", word, depth, record);
    }

    private synchronized Entry add(String kind, String name, int depth, String record) {
        nodes.add(new BuildRecord.Node(kind, name, depth, null, Instant.now(), null, record, null));
        return new Entry(nodes.size() - 1);
    }

    /** Writes what is known so far. */
    synchronized void save() throws IOException {
        Json.write(file, new BuildRecord(job, number, null, start, null, source, nodes));
    }

    /** Writes the whole of it. */
    synchronized void finish(Result result) throws IOException {
        Json.write(file, new BuildRecord(job, number, result.name(), start, Instant.now(), source, nodes));
    }

    private static BuildRecord.Node ended(BuildRecord.Node node, Instant end, Result result, String error) {
        return new BuildRecord.Node(
                node.kind(), node.name(), node.depth(), result.name(), node.start(), end, node.record(), error);
    }
}
