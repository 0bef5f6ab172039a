package io.jenkins.plugins.mlsteps.cli.session;

import java.nio.file.Path;

/**
 * Where a run keeps its own files: {@code .mlsteps} in the workspace.
 *
 * @param root the directory itself
 * @param current name of the directory in it that belongs to what runs now
 */
public record RunFiles(Path root, String current) {
    public static final String NAME = ".mlsteps";

    /** The files of a run of a Jenkinsfile. */
    public static RunFiles in(Path workspace) {
        return new RunFiles(workspace.resolve(NAME), "run");
    }

    /** The files of a step that runs alone; those of a run that was interrupted before stay. */
    public static RunFiles ofStep(Path workspace) {
        return new RunFiles(workspace.resolve(NAME), "step");
    }

    public Path lock() {
        return root.resolve("lock");
    }

    /** Number and result of the last run that ended. */
    public Path last() {
        return root.resolve("last.json");
    }

    /** Number and result of every run that ended. */
    public Path history() {
        return root.resolve("history.jsonl");
    }

    /** All that a resume needs; emptied when a new run starts. */
    public Path run() {
        return root.resolve(current);
    }

    public Path journal() {
        return root.resolve("run").resolve("journal.json");
    }

    public Path steps() {
        return run().resolve("steps");
    }

    /** Promotions that wait for people. */
    public Path approvals() {
        return run().resolve("approvals");
    }

    /** Process numbers of running scripts. */
    public Path processes() {
        return run().resolve("processes");
    }

    public Path temporary() {
        return run().resolve("tmp");
    }

    public Path stashes() {
        return run().resolve("stash");
    }

    public Path archive() {
        return root.resolve("archive");
    }
}
