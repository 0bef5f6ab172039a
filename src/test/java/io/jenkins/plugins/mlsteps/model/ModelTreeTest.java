package io.jenkins.plugins.mlsteps.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ModelTreeTest {
    @TempDir
    Path model;

    @Test
    void theDigestIsWhatSha256sumPrintsForTheSortedListing() throws IOException {
        write("b/weights", "abc");
        write("a", "");

        // printf '%s  a\n%s  b/weights\n' "$(sha256sum < a)" "$(sha256sum < b/weights)" | sha256sum
        assertThat(ModelTree.of(model).files())
                .extracting(file -> file.sha256() + "  " + file.path())
                .containsExactly(
                        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  a",
                        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  b/weights");
        assertThat(ModelTree.of(model).digest())
                .isEqualTo("sha256:ffd1c449150fc49726891e7b93fe5190fbd7fdd6f5fcaad4f7a5d003bad30e99");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theDigestIsWhatTheDocumentedCommandPrints() throws Exception {
        write("two words/the weights", "abc");
        write("two", "ä");
        write("-x", "b");
        write("it's", "a");
        Path page = Path.of(System.getProperty("mlsteps.root"), "docs", "files.md");
        String documented = Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("cd ml/train/churn/model && "))
                .findFirst()
                .orElseThrow();

        Process command = new ProcessBuilder("sh", "-c", documented.substring(documented.indexOf("find")))
                .directory(model.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertThat(new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo(ModelTree.of(model).digest().substring("sha256:".length()) + "  -");
    }

    @Test
    void theDigestOfWhatWasReadIsThatOfTheFiles() throws IOException {
        write("b/weights", "abc");
        write("B", "Б");
        write("ä", "");
        Map<String, byte[]> content = new HashMap<>();
        for (String path : ModelTree.paths(model)) {
            content.put(path, Files.readAllBytes(model.resolve(path)));
        }

        assertThat(ModelTree.of(content)).isEqualTo(ModelTree.of(model));
        content.put("B", new byte[1]);
        assertThat(ModelTree.of(content).digest()).isNotEqualTo(ModelTree.of(model).digest());
    }

    @Test
    void timeStampsDoNotMatterButEveryByteAndNameDoes() throws IOException {
        Path weights = write("weights", "abc");
        String digest = ModelTree.of(model).digest();

        Files.setLastModifiedTime(weights, FileTime.fromMillis(0));
        assertThat(ModelTree.of(model).digest()).isEqualTo(digest);

        Files.writeString(weights, "abd");
        assertThat(ModelTree.of(model).digest()).isNotEqualTo(digest);

        Files.writeString(weights, "abc");
        Files.move(weights, model.resolve("weights2"));
        assertThat(ModelTree.of(model).digest()).isNotEqualTo(digest);
    }

    @Test
    void refusesPathsThatWouldReadAsALineOfTheListing() throws IOException {
        write("a\n" + "0".repeat(64) + "  b", "");

        assertThatThrownBy(() -> ModelTree.of(model)).hasMessageContaining("the path 'a?").hasMessageContaining("has a line break");
        assertThatThrownBy(() -> ModelTree.of(Map.of("a\rb", new byte[0]))).hasMessageContaining("has a line break");
    }

    @Test
    void refusesLinks() throws IOException {
        Files.createSymbolicLink(model.resolve("secrets"), Path.of("/etc/passwd"));

        assertThatThrownBy(() -> ModelTree.of(model)).hasMessageContaining("secrets in the model is a link");
    }

    private Path write(String name, String content) throws IOException {
        Path file = model.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }
}
