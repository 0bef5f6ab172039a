package io.jenkins.plugins.mlsteps.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTreeTest {
    @TempDir
    Path directory;

    @Test
    void theRootOfAFileSystemHasAnEmptyName() {
        assertThat(FileTree.name(directory.resolve("a/model.onnx"))).isEqualTo("model.onnx");
        assertThat(FileTree.name(directory.getRoot())).isEmpty();
    }

    @Test
    void createsTheDirectoryOfAFileOnceOrMoreOften() throws Exception {
        Path file = directory.resolve("a/b/file");

        assertThat(FileTree.createParent(file)).isEqualTo(FileTree.createParent(file)).isEqualTo(file.getParent());
        assertThat(file.getParent()).isEmptyDirectory();
    }

    @Test
    void nothingIsWrittenOverTheRootOfAFileSystem() {
        assertThatThrownBy(() -> WholeFile.write(directory.getRoot(), "text"))
                .isInstanceOf(NotDirectoryException.class)
                .hasMessageContaining("is the root of a file system");
    }

    @Test
    void removesALinkWithoutWhatItLeadsTo() throws Exception {
        Path kept = Files.writeString(directory.resolve("kept"), "kept");
        Path tree = Files.createDirectory(directory.resolve("tree"));
        Files.createSymbolicLink(tree.resolve("link"), kept);

        FileTree.remove(tree);

        assertThat(tree).doesNotExist();
        assertThat(kept).hasContent("kept");
    }

    @Test
    void neverWalksThroughAJunctionOfWindowsWhichIsADirectoryAndSomethingElse() {
        assertThat(FileTree.isLink(new Attributes(false, true, true))).isTrue();
        assertThat(FileTree.isLink(new Attributes(true, false, false))).isTrue();
        assertThat(FileTree.isLink(new Attributes(false, true, false))).isFalse();
        assertThat(FileTree.isLink(new Attributes(false, false, true))).isFalse(); // a pipe
        assertThat(FileTree.isLink(new Attributes(false, false, false))).isFalse();
    }

    @Test
    void aLinkToADirectoryIsNone() throws Exception {
        Path tree = Files.createDirectory(directory.resolve("tree"));

        assertThat(FileTree.isDirectory(tree)).isTrue();
        assertThat(FileTree.isDirectory(Files.createSymbolicLink(directory.resolve("link"), tree))).isFalse();
        assertThat(FileTree.isDirectory(directory.resolve("absent"))).isFalse();
    }

    /** Of an entry that no Linux can make. */
    private record Attributes(boolean isSymbolicLink, boolean isDirectory, boolean isOther) implements BasicFileAttributes {
        @Override
        public boolean isRegularFile() {
            return !isSymbolicLink && !isDirectory && !isOther;
        }

        @Override
        public FileTime lastModifiedTime() {
            return FileTime.fromMillis(0);
        }

        @Override
        public FileTime lastAccessTime() {
            return lastModifiedTime();
        }

        @Override
        public FileTime creationTime() {
            return lastModifiedTime();
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public Object fileKey() {
            return null;
        }
    }
}
