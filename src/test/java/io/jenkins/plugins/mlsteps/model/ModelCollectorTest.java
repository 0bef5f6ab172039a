package io.jenkins.plugins.mlsteps.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.record.ModelCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCollectorTest {
    @TempDir
    Path workspace;

    @TempDir
    Path elsewhere;

    private Path model;
    private Path to;

    @BeforeEach
    void aModel() throws IOException {
        model = Files.createDirectories(workspace.resolve("out/model"));
        to = workspace.resolve("ml/train/churn/model");
    }

    @Test
    void copiesADirectoryAndDescribesIt() throws Exception {
        Files.writeString(model.resolve("weights.safetensors"), "weights");
        Files.writeString(Files.createDirectories(model.resolve("vocabulary")).resolve("words.txt"), "a b");

        ModelCard card = collect("out/model");

        assertThat(to.resolve("vocabulary/words.txt")).hasContent("a b");
        assertThat(card.digest()).isEqualTo(ModelTree.of(model).digest());
        assertThat(card.format()).isEqualTo("safetensors");
        assertThat(card.bytes()).isEqualTo(10);
        assertThat(card.files()).extracting(ModelCard.ModelFile::path)
                .containsExactly("vocabulary/words.txt", "weights.safetensors");
    }

    @Test
    void aSingleFileBecomesADirectoryWithIt() throws Exception {
        Files.write(workspace.resolve("model.bin"), new byte[] {(byte) 0x80, 4, '.'});

        assertThat(collect("model.bin").format()).isEqualTo("pickle");
        assertThat(to.resolve("model.bin")).exists();
    }

    @Test
    void replacesWhatWasThere() throws Exception {
        Files.writeString(Files.createDirectories(to).resolve("old"), "old");
        Files.writeString(model.resolve("new"), "new");

        collect("out/model");

        assertThat(to.resolve("old")).doesNotExist();
        assertThat(to.getParent()).isDirectoryNotContaining(path -> path.toString().contains("partial"));
    }

    @Test
    void followsALinkToAFileOfTheSameModel() throws Exception {
        Files.writeString(model.resolve("epoch-3"), "weights");
        Files.createSymbolicLink(model.resolve("best"), Path.of("epoch-3"));

        collect("out/model");

        assertThat(to.resolve("best")).hasContent("weights");
        assertThat(Files.isSymbolicLink(to.resolve("best"))).isFalse();
    }

    @Test
    void refusesWhatLeadsOutOfTheModel() throws Exception {
        Path secret = Files.writeString(elsewhere.resolve("secret"), "secret");
        Files.writeString(workspace.resolve("other"), "other");

        Path link = Files.createSymbolicLink(model.resolve("link"), secret);
        assertThatThrownBy(() -> collect("out/model")).hasMessageContaining("'link'").hasMessageContaining("absolute");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("../../other"));
        assertThatThrownBy(() -> collect("out/model")).hasMessageContaining("outside the model");
        Files.delete(link);
        Files.createSymbolicLink(link, Path.of("gone"));
        assertThatThrownBy(() -> collect("out/model")).hasMessageContaining("does not exist");
        assertThat(to).doesNotExist();
    }

    @Test
    void refusesALinkedDirectory() throws Exception {
        Files.writeString(elsewhere.resolve("secret"), "secret");
        Files.createSymbolicLink(workspace.resolve("linked"), elsewhere);

        assertThatThrownBy(() -> collect("linked")).hasMessageContaining("link out of the workspace");
    }

    @Test
    void refusesPathsOutsideTheWorkspace() {
        assertThatThrownBy(() -> collect("../model")).isInstanceOf(IOException.class).hasMessageContaining("outside");
        assertThatThrownBy(() -> collect(elsewhere.toString())).hasMessageContaining("outside the workspace");
    }

    @Test
    void refusesADirectoryAroundTheCopy() throws Exception {
        Files.writeString(Files.createDirectories(to).resolve("old"), "old");

        for (String around : new String[] {".", "ml", "ml/train/churn"}) {
            assertThatThrownBy(() -> collect(around))
                    .hasMessageContaining("the model '" + around + "' contains the directory it would be copied to");
        }
        assertThat(to.resolve("old")).exists();
    }

    @Test
    void saysWhenThereIsNoModel() {
        assertThatThrownBy(() -> collect("out/nothing")).hasMessageContaining("there is no model at 'out/nothing'");
        assertThatThrownBy(() -> collect("out/model")).hasMessageContaining("empty directory");
    }

    @Test
    void looksForAModelWithoutTakingIt() throws Exception {
        assertThatThrownBy(() -> ModelCollector.require(workspace, "out/nothing")).hasMessageContaining("there is no model at 'out/nothing'");
        assertThatThrownBy(() -> ModelCollector.require(workspace, "out/model")).hasMessageContaining("empty directory");
        assertThatThrownBy(() -> ModelCollector.require(workspace, "../model")).hasMessageContaining("outside the workspace");

        Files.writeString(Files.createDirectory(model.resolve("epoch-3")).resolve("weights"), "weights");
        ModelCollector.require(workspace, "out/model");
        assertThat(to).doesNotExist();
    }

    private ModelCard collect(String from) throws IOException {
        return ModelCollector.collect(workspace, from, to, "churn", Instant.EPOCH);
    }
}
