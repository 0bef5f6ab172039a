package io.jenkins.plugins.mlsteps.model.scan;

import io.jenkins.plugins.mlsteps.record.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Scans the files of a model without loading them: pickles that import or call more than data needs, archives whose entries leave
 * their directory or that can be read in two ways, links, Keras Lambda layers, TensorFlow operations that run Python or touch files, and
 * executables. What cannot be read to its end is a finding too.
 */
public final class ModelScan {
    private final List<Finding> findings = new ArrayList<>();

    private ModelScan() {}

    /**
     * @param model a file or a directory
     * @return what was found, in the order of the paths; empty when nothing speaks against loading it
     */
    public static List<Finding> of(Path model) throws IOException {
        ModelScan scan = new ModelScan();
        try (Stream<Path> paths = Files.walk(model)) {
            for (Path path : paths.sorted().toList()) {
                scan.path(path, path.equals(model) ? FileTree.name(path) : model.relativize(path).toString());
            }
        }
        return List.copyOf(scan.findings);
    }

    private void path(Path path, String name) throws IOException {
        if (Files.isSymbolicLink(path)) {
            findings.add(new Finding(name, "is a symbolic link"));
        } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            new FileScan(name, findings).scan(new Content.OnDisk(path));
        }
    }
}
