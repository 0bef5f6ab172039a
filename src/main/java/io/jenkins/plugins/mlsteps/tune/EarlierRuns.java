package io.jenkins.plugins.mlsteps.tune;

import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.spec.SpecException;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What earlier runs of a study left under its directory, {@code earlier/1/trials.jsonl} and so on, the oldest first. The latest
 * ten are kept.
 *
 * @param study directory of the study
 */
public record EarlierRuns(Path study) {
    private static final String DIRECTORY = "earlier";
    private static final int KEPT = 10;

    /**
     * Empties the directory for a new run. A process that dies here leaves the trials either where they were or among the
     * earlier ones.
     *
     * @param spec whose {@code warmStart} may name this study: then the run that it holds becomes an earlier one, otherwise those go too
     * @throws SpecException as {@link #requireOthers}; then nothing is removed
     */
    public void beginAnew(TuneSpec spec) throws IOException {
        requireOthers(spec, Study.workspaceOf(study));
        if (!spec.warmStart().contains(spec.name())) {
            FileTree.remove(study);
            return;
        }
        if (Files.exists(study.resolve(Study.TRIALS)) && Files.size(study.resolve(Study.TRIALS)) > 0) {
            keepLatest();
        }
        for (Path file : children(study)) {
            if (!file.endsWith(DIRECTORY)) {
                FileTree.remove(file);
            }
        }
        List<Path> runs = numbered();
        for (Path old : runs.subList(0, Math.max(0, runs.size() - KEPT))) {
            FileTree.remove(old);
        }
    }

    /**
     * Finds the other studies that {@code warmStart} names.
     *
     * @param workspace that paths are relative to
     * @throws SpecException when one is not there, optimized something else, or is in this study's own directory
     */
    public void requireOthers(TuneSpec spec, Path workspace) throws IOException {
        for (String reference : spec.warmStart()) {
            if (!reference.equals(spec.name())) {
                Path trials = EarlierStudy.find(reference, study.toAbsolutePath(), workspace, spec);
                if (Files.exists(study) && trials.toRealPath().startsWith(study.toRealPath())) {
                    throw new SpecException(EarlierStudy.WHERE + ": '" + reference + "' is in this study's own directory, which a new"
                            + " run empties; write '" + spec.name() + "' to learn from its earlier runs");
                }
            }
        }
    }

    /** Directories of the earlier runs that have trials. */
    List<Path> oldestFirst() throws IOException {
        return numbered().stream()
                .filter(run -> Files.isRegularFile(run.resolve(Study.TRIALS)))
                .toList();
    }

    private void keepLatest() throws IOException {
        List<Path> runs = oldestFirst();
        int number = runs.isEmpty() ? 1 : number(runs.get(runs.size() - 1)) + 1;
        Path run = Files.createDirectories(study.resolve(DIRECTORY).resolve(Integer.toString(number)));
        if (Files.exists(study.resolve(Study.RECORD))) {
            Files.copy(study.resolve(Study.RECORD), run.resolve(Study.RECORD), StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(study.resolve(Study.TRIALS), run.resolve(Study.TRIALS), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Path> numbered() throws IOException {
        return children(study.resolve(DIRECTORY)).stream()
                .filter(run -> FileTree.name(run).matches("[1-9]\\d{0,8}"))
                .sorted(Comparator.comparingInt(EarlierRuns::number))
                .toList();
    }

    private static int number(Path run) {
        return Integer.parseInt(FileTree.name(run));
    }

    private static List<Path> children(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }
}
