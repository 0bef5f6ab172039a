package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.StageStatus;
import io.jenkins.plugins.mlsteps.record.BuildRecord;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.SourceRevision;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Stages and steps of a run as they start and end, each below the stage it belongs to, kept in {@code build.json}. */
final class Timeline {
    private final Path file;
    private final String job;
    private final int number;
    private final Instant start;
    private final SourceRevision source;
    private final List<Entry> entries = new ArrayList<>();

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
            entries.add(new Entry(null, node.end() != null ? node : ended(node, now, Result.ABORTED, "the run was killed")));
        }
    }

    /** A stage or step that runs. */
    final class Entry {
        /** Of the stage, or the one that the step belongs to; null for what a process before this one ran. */
        private final String path;

        private BuildRecord.Node node;

        private Entry(String path, BuildRecord.Node node) {
            this.path = path;
            this.node = node;
        }

        private boolean isWithin(StageStatus stage) {
            return path != null && StageStatus.isWithin(stage.path(), path);
        }

        /** @param error null when there was none */
        void end(Result result, String error) {
            synchronized (Timeline.this) {
                node = ended(node, Instant.now(), result, error);
            }
        }
    }

    Entry stage(StageStatus stage) {
        return add("stage", stage.name(), stage.depth(), null, stage, stage.around());
    }

    /**
     * @param stage that the step belongs to
     * @param record path under {@code ml/} of the record the step will leave; null for none
     */
    Entry step(String word, StageStatus stage, String record) {
        return add("step", word, stage.depth() + 1, record, stage, stage);
    }

    private synchronized Entry add(
            String kind, String name, int depth, String record, StageStatus stage, StageStatus around) {
        Entry entry = new Entry(
                stage.path(), new BuildRecord.Node(kind, name, depth, null, Instant.now(), null, record, null));
        entries.add(endOf(around), entry);
        return entry;
    }

    /** Behind all that is in a stage so far; bodies have no entries of their own. */
    private int endOf(StageStatus stage) {
        for (StageStatus within = stage; within.around() != null; within = within.around()) {
            for (int i = entries.size(); i > 0; i--) {
                if (entries.get(i - 1).isWithin(within)) {
                    return i;
                }
            }
        }
        return entries.size();
    }

    /** Writes what is known so far. */
    synchronized void save() throws IOException {
        Json.write(file, new BuildRecord(job, number, null, start, null, source, nodes()));
    }

    /** Writes the whole of it. */
    synchronized void finish(Result result) throws IOException {
        Json.write(file, new BuildRecord(job, number, result.name(), start, Instant.now(), source, nodes()));
    }

    private List<BuildRecord.Node> nodes() {
        return entries.stream().map(entry -> entry.node).toList();
    }

    private static BuildRecord.Node ended(BuildRecord.Node node, Instant end, Result result, String error) {
        return new BuildRecord.Node(
                node.kind(), node.name(), node.depth(), result.name(), node.start(), end, node.record(), error);
    }
}
