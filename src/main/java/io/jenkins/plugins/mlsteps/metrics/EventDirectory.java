package io.jenkins.plugins.mlsteps.metrics;

import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.MetricPoint;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A TensorBoard log directory. Event files in one directory keep the names of their tags; where runs stand in several
 * directories ({@code train}, {@code validation}), the directory comes before the tag, as TensorBoard shows it.
 */
final class EventDirectory {
    private EventDirectory() {}

    /**
     * @param without event files that do not count, nor make up the names of the others
     */
    static long read(Path directory, Set<Path> without, MetricSink sink) throws IOException {
        List<Path> all = eventFiles(directory);
        if (!Files.isReadable(directory)) {
            throw new AccessDeniedException(directory.toString());
        }
        if (all.isEmpty()) {
            throw new UnreadableMetricsException(
                    directory,
                    "",
                    "the directory has no TensorBoard event file (events.out.tfevents.*); name other files one by one or by"
                            + " a glob such as '" + directory.getFileName() + "/*.json'");
        }
        List<Path> files = all.stream().filter(file -> !without.contains(file)).toList();
        Path common = files.stream().map(Path::getParent).reduce(EventDirectory::common).orElse(directory);
        CountingSink counting = new CountingSink(sink);
        for (Path file : files) {
            String prefix = common.relativize(file.getParent()).toString().replace('\\', '/');
            new EventFile(file).read(prefix.isEmpty() ? counting : point -> counting.point(within(prefix, point)));
        }
        return counting.count();
    }

    static List<Path> eventFiles(Path directory) throws IOException {
        return FileTree.find(directory, path -> EventFile.isNamedSo(FileTree.name(path)) && Files.isRegularFile(path));
    }

    private static Path common(Path one, Path other) {
        Path common = one;
        while (!other.startsWith(common)) {
            common = common.getParent();
        }
        return common;
    }

    private static MetricPoint within(String prefix, MetricPoint point) {
        return new MetricPoint(point.time(), point.step(), prefix + "/" + point.name(), point.value());
    }
}
