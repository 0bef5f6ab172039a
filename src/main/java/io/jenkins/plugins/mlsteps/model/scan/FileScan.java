package io.jenkins.plugins.mlsteps.model.scan;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** Looks at one file by its first bytes, and into what it holds. */
final class FileScan {
    static final int BUFFER = 1 << 16;

    /** Archives in archives, deeper than any format of models nests them. */
    private static final int DEEPEST = 4;

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

    /** @param in can be marked; read to its end or not, never closed */
    void scan(InputStream in) throws IOException {
        if (depth > DEEPEST) {
            found("nests archives too deeply to be looked into");
            return;
        }
        in.mark(BUFFER);
        byte[] head = in.readNBytes(16);
        in.reset();
        try {
            if (Executables.kind(head) != null) {
                found("is " + Executables.kind(head));
            } else if (starts(head, 'P', 'K', 3, 4)) {
                archive(in);
            } else if (starts(head, 0x1f, 0x8b)) {
                inside(new GZIPInputStream(in, BUFFER));
            } else if (isZlib(head) && !PickleScan.isPickle(head)) {
                inside(new InflaterInputStream(in));
            } else if (PickleScan.isPickle(head) || namedLikePickle()) {
                new PickleScan(in, namedLikeJoblib()).findings().forEach(this::found);
            } else {
                new WordScan(in).findings().forEach(this::found);
            }
        } catch (ZipException e) {
            found("is a damaged archive: " + e.getMessage());
        } catch (EOFException e) {
            found("ends before it should");
        }
    }

    private void inside(InputStream content) throws IOException {
        new FileScan(name, findings, depth + 1).scan(new BufferedInputStream(content, BUFFER));
    }

    private void archive(InputStream in) throws IOException {
        ZipInputStream zip = new ZipInputStream(in);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            String path = entry.getName();
            FileScan inner = new FileScan(name + "!" + path, findings, depth + 1);
            if (leavesItsDirectory(path)) {
                inner.found("would be unpacked outside its directory");
            }
            if (!entry.isDirectory()) {
                inner.scan(new BufferedInputStream(zip, BUFFER));
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

    /** The header of RFC 1950: method 8, window up to 32 KiB, and a check that makes it a multiple of 31. */
    private static boolean isZlib(byte[] head) {
        return head.length > 2 && (head[0] & 0xff) == 0x78 && ((head[0] & 0xff) * 256 + (head[1] & 0xff)) % 31 == 0;
    }

    private static boolean starts(byte[] head, int... mark) {
        if (head.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((head[i] & 0xff) != (mark[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    private void found(String what) {
        findings.add(new Finding(name, what));
    }

    /** Programs of the common systems, by their first bytes. */
    private static final class Executables {
        static String kind(byte[] head) {
            if (starts(head, 0x7f, 'E', 'L', 'F')) {
                return "an ELF program or library";
            }
            if (starts(head, 'M', 'Z')) {
                return "a Windows program or library";
            }
            if (starts(head, 0xfe, 0xed, 0xfa, 0xce)
                    || starts(head, 0xfe, 0xed, 0xfa, 0xcf)
                    || starts(head, 0xcf, 0xfa, 0xed, 0xfe)
                    || starts(head, 0xce, 0xfa, 0xed, 0xfe)) {
                return "a macOS program or library";
            }
            if (starts(head, 0xca, 0xfe, 0xba, 0xbe)) {
                return "a Java class or a macOS program";
            }
            return new String(head, StandardCharsets.ISO_8859_1).startsWith("#!") ? "a script" : null;
        }
    }
}
