package io.jenkins.plugins.mlsteps.jenkins.record;

import hudson.FilePath;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.mlsteps.gate.attestation.VerdictFiles;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.record.MlDirectory;
import io.jenkins.plugins.mlsteps.record.RegularFile;
import io.jenkins.plugins.mlsteps.record.WholeFile;
import io.jenkins.plugins.mlsteps.report.ledger.Ledger;
import io.jenkins.plugins.mlsteps.report.ledger.RecordDirectories;
import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.MasterToSlaveFileCallable;

/**
 * What a workspace holds of this build, read where the workspace is.
 *
 * @param files path under {@code ml/} with '/', and size and time of writing, which change with the content
 * @param ledger the records as JSON
 * @param envelopes of the verdicts, by gate
 */
record Harvest(TreeMap<String, String> files, String ledger, TreeMap<String, String> envelopes) implements Serializable {
    private static final Logger LOGGER = Logger.getLogger(Harvest.class.getName());

    /** Five times what a chart draws. */
    private static final int POINTS_OF_CURVE = 2000;

    Ledger records() throws IOException {
        return Json.parse(ledger, Ledger.class);
    }

    /**
     * @param ml directory of a workspace
     * @param buildStart in milliseconds by the clock of the controller
     */
    static Harvest of(FilePath ml, long buildStart) throws IOException, InterruptedException {
        long there = ml.act(new Now());
        // What the call took on its way, with the classes that an agent loads first, must not be taken for a clock that is ahead.
        long ahead = there - System.currentTimeMillis();
        return ml.act(new Gathering(buildStart + ahead));
    }

    /** What the clock of a machine says, in milliseconds. */
    private static final class Now extends MasterToSlaveFileCallable<Long> {
        private static final long serialVersionUID = 1;

        @Override
        public Long invoke(File directory, VirtualChannel channel) {
            return System.currentTimeMillis();
        }
    }

    private static final class Gathering extends MasterToSlaveFileCallable<Harvest> {
        /** File systems keep times to a second or two. */
        private static final long TOLERANCE_MILLIS = 2000;

        private static final long serialVersionUID = 1;

        private final long buildStart;

        /** @param buildStart in milliseconds by the clock of the machine that has the workspace */
        Gathering(long buildStart) {
            this.buildStart = buildStart;
        }

        @Override
        public Harvest invoke(File directory, VirtualChannel channel) throws IOException {
            Path ml = directory.toPath();
            if (!FileTree.isDirectory(ml)) {
                return new Harvest(new TreeMap<>(), Json.line(Ledger.empty()), new TreeMap<>());
            }
            Instant since = Instant.ofEpochMilli(buildStart - TOLERANCE_MILLIS);
            return new Harvest(
                    files(ml, since),
                    Json.line(Ledger.readSince(ml, since).thinned(POINTS_OF_CURVE)),
                    envelopes(ml, since));
        }

        /** What is none, or cannot be read, vouches for nothing. */
        private static TreeMap<String, String> envelopes(Path ml, Instant since) {
            TreeMap<String, String> envelopes = new TreeMap<>();
            for (Path gate : RecordDirectories.writtenSince(ml, since)) {
                String name = gate.toFile().getName();
                Path envelope = VerdictFiles.envelope(new MlDirectory(ml), name);
                if (envelope.startsWith(gate) && Files.exists(envelope, LinkOption.NOFOLLOW_LINKS)) {
                    read(envelope).ifPresent(text -> envelopes.put(name, text));
                }
            }
            return envelopes;
        }

        private static Optional<String> read(Path envelope) {
            try {
                return Optional.of(RegularFile.text(envelope));
            } catch (IOException e) {
                LOGGER.log(Level.INFO, e, () -> envelope + " cannot be read");
                return Optional.empty();
            }
        }

        /** Links are left out: they could lead anywhere on the machine. */
        private static TreeMap<String, String> files(Path ml, Instant since) throws IOException {
            List<Path> roots = new ArrayList<>(RecordDirectories.writtenSince(ml, since));
            roots.add(ml.resolve("build.json"));
            TreeMap<String, String> files = new TreeMap<>();
            for (Path root : roots) {
                Files.walkFileTree(root, new Gatherer(ml, files));
            }
            return files;
        }
    }

    /** Other steps of the build may write while it looks: what vanishes, and what is not yet written whole, is left to them. */
    private static final class Gatherer extends SimpleFileVisitor<Path> {
        private final Path ml;
        private final TreeMap<String, String> files;

        Gatherer(Path ml, TreeMap<String, String> files) {
            this.ml = ml;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            return FileTree.isLink(attributes) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && !WholeFile.isUnfinished(file)) {
                files.put(
                        ml.relativize(file).toString().replace('\\', '/'),
                        attributes.size() + " " + attributes.lastModifiedTime().toMillis());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
            return failure instanceof NoSuchFileException
                    ? FileVisitResult.CONTINUE
                    : super.postVisitDirectory(directory, failure);
        }
    }
}
