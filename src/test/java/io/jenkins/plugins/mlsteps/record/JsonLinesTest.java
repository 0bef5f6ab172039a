package io.jenkins.plugins.mlsteps.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    @TempDir
    Path directory;

    private JsonLines<Note> lines;

    record Note(String text) {}

    @BeforeEach
    void open() {
        lines = new JsonLines<>(directory.resolve("deep/notes.jsonl"), Note.class);
    }

    private List<String> texts() throws Exception {
        List<String> texts = new ArrayList<>();
        lines.each(note -> texts.add(note.text()));
        return texts;
    }

    @Test
    void readsWhatWasAddedTheOldestFirst() throws Exception {
        assertThat(texts()).isEmpty();

        lines.append(new Note("one\ntwo"));
        lines.append(new Note("three"));

        assertThat(texts()).containsExactly("one\ntwo", "three");
        List<String> found = new ArrayList<>();
        lines.eachWith("three", note -> found.add(note.text()));
        assertThat(found).containsExactly("three");
    }

    /** Whatever the byte that a crash left as the last. */
    @Test
    void losesNoOtherLineToOneThatACrashBrokeOff() throws Exception {
        byte[] broken = "{\"text\":\"geprüft\"}".getBytes(StandardCharsets.UTF_8);
        for (int left = 0; left < broken.length; left++) {
            lines.append(new Note("before"));
            Files.write(lines.file(), Arrays.copyOf(broken, left), StandardOpenOption.APPEND);
            lines.append(new Note("after"));

            assertThat(texts()).as("%d bytes", left).containsExactly("before", "after");
            Files.delete(lines.file());
        }
    }

    @Test
    void readsNoMoreThanTheEndWhenAskedForTheEnd() throws Exception {
        for (int i = 0; i < 3; i++) {
            lines.append(new Note("n" + i));
        }
        int line = "{\"text\":\"n0\"}\n".length();
        for (int end = 1; end <= 3 * line; end++) {
            List<String> last = new ArrayList<>();
            lines.each(end, note -> last.add(note.text()));
            assertThat(last).as("%d bytes", end).hasSize(end / line);
        }
    }

    @Test
    void writersAtOnceDoNotMixTheirLines() throws Exception {
        IntStream.range(0, 200).parallel().forEach(i -> {
            try {
                lines.append(new Note("n" + i));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(texts()).hasSize(200).doesNotHaveDuplicates();
    }
}
