package io.jenkins.plugins.mlsteps.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Reads metrics from the files that a training wrote: JSON, JSON lines, CSV, text and TensorBoard events. */
public final class MetricFiles {
    private MetricFiles() {}

    /**
     * Reads one file, or all TensorBoard event files in a directory.
     *
     * @return number of points
     * @throws UnreadableMetricsException naming the file and the position, when the file is empty, half written, damaged, of no
     *     known format, or has no numbers
     * @throws IOException when the file is missing or cannot be read
     */
    public static long read(Path fileOrDirectory, MetricSink sink) throws IOException {
        return read(fileOrDirectory, Set.of(), sink);
    }

    /**
     * The same.
     *
     * @param without event files in the directory that do not count
     */
    public static long read(Path fileOrDirectory, Set<Path> without, MetricSink sink) throws IOException {
        if (Files.isDirectory(fileOrDirectory)) {
            return EventDirectory.read(fileOrDirectory, without, sink);
        }
        if (!Files.exists(fileOrDirectory)) {
            throw new UnreadableMetricsException(
                    fileOrDirectory, "", "there is no such file; name what the training writes in 'metrics'");
        }
        if (!Files.isRegularFile(fileOrDirectory)) {
            throw new UnreadableMetricsException(fileOrDirectory, "", "it is a pipe or a device, expected is a file");
        }
        CountingSink counting = new CountingSink(sink);
        MetricFormat format = MetricFormat.of(fileOrDirectory);
        format.read(fileOrDirectory, counting);
        if (counting.count() == 0 && format != MetricFormat.EVENTS) {
            throw new UnreadableMetricsException(fileOrDirectory, "", "there are no numbers in this " + format.title());
        }
        return counting.count();
    }

    /** What is read for a file or a directory: itself, or the TensorBoard event files in it. */
    public static List<Path> in(Path fileOrDirectory) throws IOException {
        return Files.isDirectory(fileOrDirectory) ? EventDirectory.eventFiles(fileOrDirectory) : List.of(fileOrDirectory);
    }

    /**
     * The files and directories that patterns name, in the order of the patterns and then of the paths, each once.
     *
     * @param root the workspace, which no pattern leaves
     * @param patterns paths or globs relative to it; a double star and a slash stand for any directories or none
     * @throws IOException when a pattern matches nothing or points out of the workspace
     */
    public static List<Path> resolve(Path root, List<String> patterns) throws IOException {
        return new MetricPatterns(root).resolve(patterns);
    }

    /** The same, of patterns that may match nothing yet. */
    public static List<Path> existing(Path root, List<String> patterns) throws IOException {
        return new MetricPatterns(root).existing(patterns);
    }
}
