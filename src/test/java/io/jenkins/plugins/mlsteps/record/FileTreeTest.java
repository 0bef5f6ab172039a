package io.jenkins.plugins.mlsteps.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
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
}
