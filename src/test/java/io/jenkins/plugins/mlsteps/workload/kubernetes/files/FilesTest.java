package io.jenkins.plugins.mlsteps.workload.kubernetes.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {
    @TempDir
    Path root;

    @Test
    void aCargoIsAsLongAsItSaid() throws Exception {
        write("a.txt", "x".repeat(513));
        write("deep/" + "long".repeat(40) + "/b.bin", "");
        write("c", "y".repeat(1024));
        Cargo cargo = Cargo.of(new PathChoice(List.of("a.txt", "deep", "c")).in(root));
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        cargo.from(root, tar);
        assertThat(cargo.bytes()).isEqualTo(tar.size());
    }

    @Test
    void whatACargoHoldsComesOutTheSame() throws Exception {
        write("src/train.sh", "echo hi");
        assertThat(root.resolve("src/train.sh").toFile().setExecutable(true)).isTrue();
        ByteArrayOutputStream tar = new ByteArrayOutputStream();
        Cargo.of(new PathChoice(List.of("src")).in(root)).from(root, tar);
        Files.delete(root.resolve("src/train.sh"));

        unpack("printed\n", tar.toByteArray());
        assertThat(root.resolve("src/train.sh")).doesNotExist();
        Unpacking.install(root, "scratch");
        assertThat(root.resolve("src/train.sh")).hasContent("echo hi").isExecutable();
        assertThat(root.resolve("scratch/output")).hasContent("printed\n");
    }

    @Test
    void aChoiceCanLeaveOutWhatIsOlder() throws Exception {
        write("out/old.json", "1");
        write("out/new.json", "2");
        write("other", "3");
        Files.setLastModifiedTime(root.resolve("out/old.json"), FileTime.fromMillis(5_000));
        Files.setLastModifiedTime(root.resolve("out/new.json"), FileTime.fromMillis(6_000));

        assertThat(new PathChoice(List.of("out", "absent/*.json")).writtenSince(6_000, root))
                .containsExactly("out/new.json");
        assertThat(new PathChoice(List.of("other")).withWrittenSince(6_000, new PathChoice(List.of("out", "other")), root))
                .containsExactly("other", "out/new.json");
        Files.setLastModifiedTime(root.resolve("other"), FileTime.fromMillis(0));
        assertThat(new PathChoice(List.of("other")).withWrittenSince(6_000, new PathChoice(List.of("out")), root))
                .containsExactly("other", "out/new.json");
    }

    @Test
    void aFileThatGrowsWhileItIsSentIsAnError() throws Exception {
        write("log", "1");
        Cargo cargo = Cargo.of(new PathChoice(List.of("log")).in(root));
        write("log", "12");
        assertThatThrownBy(() -> cargo.from(root, new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("log grew while it was sent");
    }

    @Test
    void patternsArePathsDirectoriesAndGlobs() {
        PathChoice choice = new PathChoice(List.of("data.csv", "src/", "out/**/*.json", "./conf"));
        assertThat(List.of("data.csv", "src/a/b.py", "out/m.json", "out/deep/er/m.json", "conf/x")).allMatch(choice.chosen());
        assertThat(List.of("data.csv2", "source/a", "out/m.txt", "m.json")).noneMatch(choice.chosen());
    }

    @Test
    void aBackslashSeparatesNamesInAWorkspaceOfWindows() throws Exception {
        try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
            Path workspace = Files.createDirectories(windows.getPath("C:\\agent\\churn"));
            Files.writeString(Files.createDirectories(workspace.resolve("data dir")).resolve("x.csv"), "1");

            for (String pattern : List.of("data dir\\x.csv", ".\\data dir", "data dir\\*.csv")) {
                assertThat(new PathChoice(List.of(pattern)).pathsIn(workspace)).as(pattern).containsExactly("data dir/x.csv");
            }
        }
    }

    @Test
    void eachGlobOfDirectoriesMayMeanNone() {
        assertThat(List.of("src/test/x.py", "src/a/test/x.py", "src/test/b/x.py", "src/a/test/b/x.py"))
                .allMatch(new PathChoice(List.of("src/**/test/**/*.py")).chosen());
    }

    @Test
    void aMalformedPatternIsRefusedInPlainWords() {
        assertThatThrownBy(() -> new PathChoice(List.of("data.csv", "src/[x")))
                .hasMessage("the pattern 'src/[x' has a '[' without its ']'");
    }

    @Test
    void aPatternThatNamesNothingIsAnError() {
        assertThatThrownBy(() -> new PathChoice(List.of("src/**")).in(root)).hasMessage("'src/**' names no file in the workspace");
    }

    @Test
    void aPodCannotWriteOutsideTheWorkspace() throws Exception {
        assertThatThrownBy(() -> unpack("", tarOf("../evil", "x"))).hasMessageContaining("outside the workspace");
        Files.createSymbolicLink(root.resolve("link"), root.getParent());
        unpack("", tarOf("link/evil", "x"));
        assertThatThrownBy(() -> Unpacking.install(root, "scratch")).hasMessageContaining("leads out of the workspace by a link");
        assertThat(root.getParent().resolve("evil")).doesNotExist();
    }

    @Test
    void aStreamThatBreaksOffChangesNothing() throws Exception {
        write("model", "old");
        byte[] whole = tarOf("model", "new".repeat(1000));
        assertThatThrownBy(() -> unpack("", java.util.Arrays.copyOf(whole, 700))).isInstanceOf(IOException.class);
        assertThat(root.resolve("model")).hasContent("old");
    }

    @Test
    void aFileThatIsTheSameKeepsItsTime() throws Exception {
        write("metrics.json", "{}");
        Files.setLastModifiedTime(root.resolve("metrics.json"), java.nio.file.attribute.FileTime.fromMillis(1000));
        unpack("", tarOf("metrics.json", "{}"));
        Unpacking.install(root, "scratch");
        assertThat(Files.getLastModifiedTime(root.resolve("metrics.json")).toMillis()).isEqualTo(1000);
    }

    @Test
    void whatWasFetchedLastIsKnownAlsoWhereItChangedNothing() throws Exception {
        assertThat(FetchedFiles.of(root, "scratch")).isEmpty();
        write("out/model.bin", "x");
        unpack("", tarOf("out/model.bin", "x"));
        Unpacking.install(root, "scratch");
        FetchedFiles fetched = FetchedFiles.of(root, "scratch").orElseThrow();
        assertThat(List.of("out/model.bin", "./out", "out/")).allMatch(fetched::haveAnyAt);
        assertThat(List.of("model.bin", "out/mode", "other")).noneMatch(fetched::haveAnyAt);
        unpack("", tarOf("other", "x"));
        Unpacking.install(root, "scratch");
        assertThat(FetchedFiles.of(root, "scratch").orElseThrow().haveAnyAt("out")).isFalse();
    }

    @Test
    void anInflowEndsWhereItsSenderSaid() throws Exception {
        Inflow inflow = new Inflow();
        inflow.put(bytes("headrest"), 0, 8);
        assertThat(new String(inflow.readNBytes(4), StandardCharsets.UTF_8)).isEqualTo("head");
        inflow.endAt(inflow.position() + 4);
        assertThat(inflow.readAllBytes()).isEqualTo(bytes("rest"));
    }

    @Test
    void anInflowThatIsCutSaysWhy() throws Exception {
        Inflow inflow = new Inflow();
        inflow.put(bytes("half"), 0, 4);
        inflow.endAt(8);
        inflow.stop(new IOException("connection reset"));
        assertThatThrownBy(inflow::readAllBytes).hasMessageContaining("broke off: connection reset");
    }

    @Test
    void anInflowHoldsItsSenderBackInsteadOfFillingTheMemory() throws Exception {
        Inflow inflow = new Inflow();
        byte[] piece = new byte[1 << 20];
        CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
            try {
                for (int i = 0; i < 16; i++) {
                    inflow.put(piece, 0, piece.length);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        inflow.endAt(16L << 20);
        assertThat(inflow.read()).isZero();
        assertThat(sender).isNotDone();
        assertThat(inflow.readAllBytes()).hasSize((16 << 20) - 1);
        sender.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aCursorKeepsThePodAndTheByte() {
        Cursor cursor = Cursor.startOf("6f1c").plus(5_000);
        assertThat(Cursor.of(cursor.value())).isEqualTo(cursor);
        assertThat(Cursor.of(cursor.value() - 100)).isEqualTo(Cursor.startOf("6f1c").plus(4_900));
        assertThat(cursor.isIn("6f1c")).isTrue();
        assertThat(Cursor.of(0).isIn("6f1c")).isFalse();
        assertThat(cursor.value()).isPositive();
    }

    private void unpack(String output, byte[] tar) throws IOException {
        Files.createDirectories(root.resolve("scratch"));
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        stream.writeBytes(bytes(output));
        stream.writeBytes(tar);
        new Unpacking("scratch", "scratch/output", output.length())
                .into(root, new ByteArrayInputStream(stream.toByteArray()));
    }

    private static byte[] tarOf(String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            entry.setSize(content.length());
            tar.putArchiveEntry(entry);
            tar.write(bytes(content));
            tar.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private void write(String path, String content) throws IOException {
        Files.createDirectories(root.resolve(path).getParent());
        Files.writeString(root.resolve(path), content);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
