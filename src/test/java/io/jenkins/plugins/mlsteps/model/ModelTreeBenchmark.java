package io.jenkins.plugins.mlsteps.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The digest of a model beside {@code sha256sum} on the same files, read from memory; docs/benchmarks/files.md has the result. */
@Tag("benchmark")
class ModelTreeBenchmark {
    private static final int FILES = 32;
    private static final int BYTES_EACH = 32 << 20;
    private static final int ROUNDS = 7;

    @TempDir
    Path model;

    @Test
    void rate() throws Exception {
        byte[] block = new byte[1 << 20];
        new Random(1).nextBytes(block);
        for (int file = 0; file < FILES; file++) {
            Path path = model.resolve("layer-" + file % 4).resolve("part-" + file);
            Files.createDirectories(path.getParent());
            try (OutputStream out = Files.newOutputStream(path)) {
                for (int written = 0; written < BYTES_EACH; written += block.length) {
                    block[file] = (byte) written;
                    out.write(block);
                }
            }
        }
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            String digest = ModelTree.of(model).digest();
            ours[round] = rate(start);
            start = System.nanoTime();
            String expected = sha256sum();
            theirs[round] = rate(start);
            assertThat(digest).isEqualTo("sha256:" + expected);
        }
        Arrays.sort(ours);
        Arrays.sort(theirs);
        System.out.printf(
                Locale.ROOT,
                "tree digest of %d MiB in %d files: %.0f MB/s, sha256sum %.0f MB/s (medians of %d), %.0f %%%n",
                (long) FILES * BYTES_EACH >> 20,
                FILES,
                ours[ROUNDS / 2],
                theirs[ROUNDS / 2],
                ROUNDS,
                100 * ours[ROUNDS / 2] / theirs[ROUNDS / 2]);
    }

    private static double rate(long start) {
        return (double) FILES * BYTES_EACH / 1e6 / ((System.nanoTime() - start) / 1e9);
    }

    /** As docs/files.md says it. */
    private String sha256sum() throws Exception {
        Process process = new ProcessBuilder(
                        "sh", "-c", "find . -type f -printf '%P\\n' | LC_ALL=C sort | xargs sha256sum | sha256sum")
                .directory(model.toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed.substring(0, 64);
    }
}
