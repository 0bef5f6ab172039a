package io.jenkins.plugins.mlsteps.model.scan;

import io.jenkins.plugins.mlsteps.model.scan.Content.OnDisk;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/** Looks at one file by its bytes, and into what it holds. */
final class FileScan {
    /** Archives in archives, deeper than any format of models nests them. */
    private static final int DEEPEST = 4;

    /** Of an archive in an archive, which is copied to disk while it is looked into. */
    private static final long LARGEST_INNER_ARCHIVE = 4L << 30;

    private final String name;
    private final List<Finding> findings;
    private final int depth;

    FileScan(String name, List<Finding> findings) {
        this(name, findings, 0);
    }

    private FileScan(String name, List<Finding> findings, int depth) {
        this.name = name;
        this.findings = findings;
        this.depth = depth;
    }

    void scan(Content content) throws IOException {
        if (depth > DEEPEST) {
            found("nests archives too deeply to be looked into");
            return;
        }
        try (LastBytes last = new LastBytes(content.open());
                InputStream in = new BufferedInputStream(last, Content.BUFFER)) {
            in.mark(Content.BUFFER);
            byte[] head = in.readNBytes(Marks.HEAD);
            in.reset();
            if (Marks.isZip(head)) {
                archive(content, in);
                return;
            }
            notAnArchive(head, content, in);
            in.transferTo(OutputStream.nullOutputStream());
            if (last.endInArchive()) {
                found("ends as a zip archive does, so that some programs read it as one and others do not");
            }
        } catch (ZipException e) {
            found("is a damaged archive: " + e.getMessage());
        } catch (EOFException e) {
            found("ends before it should");
        }
    }

    private void notAnArchive(byte[] head, Content content, InputStream in) throws IOException {
        if (Marks.program(head) != null) {
            found("is " + Marks.program(head));
        } else if (Marks.closed(head) != null) {
            found("is " + Marks.closed(head) + ", which is not looked into");
        } else if (Marks.isGzip(head)) {
            inside(content.gunzipped());
        } else if (Marks.isZlib(head)) {
            inside(content.inflated());
            endsWithItsData(in);
        } else if (Marks.isPickle(head) || namedLikePickle()) {
            new PickleScan(in, namedLikeJoblib()).findings().forEach(this::found);
        } else {
            unmarkedPickle(content, Math.max(0, Marks.npyHeader(head)));
            new WordScan(in).findings().forEach(this::found);
        }
    }

    private void inside(Content content) throws IOException {
        new FileScan(name, findings, depth + 1).scan(content);
    }

    /** Joblib reads on where zlib's data end, as if more of them followed. */
    private void endsWithItsData(InputStream in) throws IOException {
        Inflater inflater = new Inflater();
        try {
            new InflaterInputStream(in, inflater, Content.BUFFER).transferTo(OutputStream.nullOutputStream());
            if (inflater.getRemaining() > 0 || in.read() >= 0) {
                found("has something behind its compressed data");
            }
        } finally {
            inflater.end();
        }
    }

    /** Protocols 0 and 1 have no mark, and the elements of an array of NumPy may be a pickle behind the array's header. */
    private void unmarkedPickle(Content content, long start) throws IOException {
        try (InputStream in = new BufferedInputStream(content.open(), Content.BUFFER)) {
            in.skipNBytes(start);
            new PickleScan(in, false).findingsIfPickle().orElse(Set.of()).forEach(this::found);
        }
    }

    /** @param in the content, from its first byte */
    private void archive(Content content, InputStream in) throws IOException {
        if (content instanceof OnDisk disk) {
            entries(disk.file());
            return;
        }
        Path copy = Files.createTempFile("archive", ".zip");
        try {
            if (copied(in, copy)) {
                entries(copy);
            } else {
                found("is an archive in an archive, too large to be looked into");
            }
        } finally {
            Files.delete(copy);
        }
    }

    private static boolean copied(InputStream in, Path to) throws IOException {
        try (OutputStream out = Files.newOutputStream(to)) {
            long count = 0;
            for (byte[] bytes = in.readNBytes(Content.BUFFER); bytes.length > 0; bytes = in.readNBytes(Content.BUFFER)) {
                count += bytes.length;
                if (count > LARGEST_INNER_ARCHIVE) {
                    return false;
                }
                out.write(bytes);
            }
        }
        return true;
    }

    private void entries(Path file) throws IOException {
        try (ZipArchive archive = ZipArchive.open(file)) {
            for (ZipArchiveEntry entry : archive.entries()) {
                FileScan inner = new FileScan(name + "!" + entry.getName(), findings, depth + 1);
                if (leavesItsDirectory(entry.getName())) {
                    inner.found("would be unpacked outside its directory");
                }
                inner.scan(() -> archive.open(entry));
            }
        }
    }

    private static boolean leavesItsDirectory(String path) {
        String unix = path.replace('\\', '/');
        return unix.startsWith("/") || unix.matches("[A-Za-z]:.*") || List.of(unix.split("/")).contains("..");
    }

    private boolean namedLikeJoblib() {
        return name.toLowerCase(Locale.ROOT).matches(".*\\.joblib(\\.(z|gz))?$");
    }

    private boolean namedLikePickle() {
        return name.toLowerCase(Locale.ROOT).matches(".*\\.(pkl|pickle|joblib|pt|pth)$");
    }

    private void found(String what) {
        findings.add(new Finding(name, what));
    }
}
