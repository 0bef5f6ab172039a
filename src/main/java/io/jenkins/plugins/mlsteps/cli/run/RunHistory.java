package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.session.EndedBuild;
import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.cli.session.Result;
import io.jenkins.plugins.mlsteps.cli.session.RunFiles;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The runs of a workspace: their numbers, how the last one ended, and what there is to resume. */
final class RunHistory {
    private final RunFiles files;
    private final Last last;

    /**
     * The last run that ended by itself.
     *
     * @param number the highest so far: a run that was resumed has a lower one than what ran before it went on
     */
    private record Last(int number, Result result) {}

    RunHistory(RunFiles files) throws IOException {
        this.files = files;
        this.last = Files.exists(files.last()) ? Json.read(files.last(), Last.class) : new Last(0, null);
    }

    /** Result of the run before; null for the first. */
    Result previous() {
        return last.result();
    }

    /** Starts a run, or goes on with one. */
    Journal open(RunRequest request) throws IOException {
        return request.resume() ? resume(request) : begin(request);
    }

    /** Starts a step without a Jenkinsfile; an interrupted run stays what it is. Returns its number. */
    int startStep() throws IOException {
        FileTree.remove(files.run());
        return nextNumber();
    }

    private int nextNumber() throws IOException {
        return Math.max(last.number(), Journal.read(files.journal()).map(Journal.Entry::number).orElse(0)) + 1;
    }

    private Journal begin(RunRequest request) throws IOException {
        int number = nextNumber();
        FileTree.remove(files.run());
        Files.createDirectories(files.run());
        return Journal.begin(
                files.journal(), Journal.Entry.of(digest(request.jenkinsfile()), number, Instant.now(), request.parameters(), last.result()));
    }

    private Journal resume(RunRequest request) throws IOException {
        Journal.Entry entry = Journal.read(files.journal())
                .orElseThrow(() -> new RejectedStep("there is nothing to resume in "
                        + files.root().getParent() + ": "
                        + (last.result() == null ? "nothing ran there" : "run #" + last.number() + " ended with " + last.result())
                        + "; start a new run without --resume"));
        if (!entry.jenkinsfile().equals(digest(request.jenkinsfile()))) {
            throw new RejectedStep(request.jenkinsfile() + " is not what run #" + entry.number()
                    + " was started with: a changed Jenkinsfile cannot be resumed; start a new run without --resume");
        }
        if (!request.parameters().isEmpty() && !request.parameters().equals(entry.parameters())) {
            throw new RejectedStep("run #" + entry.number() + " was started with parameters " + entry.parameters()
                    + ": leave out -p to resume it");
        }
        return Journal.resume(files.journal(), entry);
    }

    /** A run that was stopped can be resumed, one that came to its end cannot. */
    void close(Journal journal, Result result) throws IOException {
        close(journal.entry().number(), result);
        if (result != Result.ABORTED) {
            journal.close();
        }
    }

    void close(int number, Result result) throws IOException {
        Json.write(files.last(), new Last(Math.max(number, last.number()), result));
        new EndedBuild(number, result).append(files.history());
    }

    private static String digest(Path file) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(Files.readString(file, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
