package io.jenkins.plugins.mlsteps.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RegularFileTest {
    @TempDir
    private Path directory;

    @Test
    void readsAFile() throws IOException {
        assertThat(Json.read(Files.writeString(directory.resolve("record.json"), "{\"auc\": \"größer\"}"), JsonNode.class)
                        .get("auc")
                        .asText())
                .isEqualTo("größer");
        assertThatThrownBy(() -> Json.tree(directory.resolve("none.json"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void doesNotWaitForAPipe() throws Exception {
        Path pipe = directory.resolve("record.json");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThatThrownBy(() -> Json.tree(pipe))
                .isInstanceOf(IOException.class)
                .hasMessage(pipe + " is a pipe or a device, expected is a regular file"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void doesNotWaitForAPipeThatWasPutThereAfterTheFileWasLookedAt() throws Exception {
        Path pipe = directory.resolve("record.json");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThatThrownBy(() -> RegularFile.opened(pipe, Duration.ofSeconds(1)))
                    .hasMessage(pipe + " cannot be opened within 1 s, expected is a regular file");
            try (FileChannel writer = FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                assertThat(writer.isOpen()).isTrue();
                assertThatThrownBy(() -> RegularFile.opened(pipe, Duration.ofSeconds(10)))
                        .hasMessage(pipe + " is a pipe or a device, expected is a regular file");
            }
        });
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void followsNoLink() throws IOException {
        Path elsewhere = Files.writeString(directory.resolve("elsewhere.json"), "{}");
        Path link = Files.createSymbolicLink(directory.resolve("record.json"), elsewhere);
        assertThatThrownBy(() -> Json.tree(link)).hasMessage(link + " is a link, expected is a regular file");
        assertThatThrownBy(() -> Json.tree(directory)).hasMessage(directory + " is a directory, expected is a regular file");
    }

    @Test
    void readsNoMoreThanARecordCanHave() throws IOException {
        Path large = directory.resolve("record.json");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength(600L << 20);
        }
        assertThatThrownBy(() -> Json.tree(large)).hasMessage(large + " has 629145600 bytes, at most 67108864 are read");
    }

    @Test
    void cutsALineThatIsTooLongAndNoOther() throws IOException {
        String fits = "f".repeat(LineLimit.LONGEST);
        String text = fits + "\n" + "x".repeat(3 * LineLimit.LONGEST) + "\n\nlast";
        try (BufferedReader lines = new BufferedReader(new LineLimit(new StringReader(text)))) {
            assertThat(lines.readLine()).isEqualTo(fits);
            assertThat(lines.readLine()).hasSize(LineLimit.LONGEST);
            assertThat(lines.readLine()).isEmpty();
            assertThat(lines.readLine()).isEqualTo("last");
            assertThat(lines.readLine()).isNull();
        }
    }
}
