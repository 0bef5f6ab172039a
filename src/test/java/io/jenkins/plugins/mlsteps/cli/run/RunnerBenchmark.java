package io.jenkins.plugins.mlsteps.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the runner adds to each step beyond the step's own work; docs/benchmarks/runner.md has the result. */
@Tag("benchmark")
class RunnerBenchmark {
    private static final int STEPS = 200;

    @TempDir
    Path workspace;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "echo | echo 'x' | ",
                "sh | sh ':' | :",
                "trainModel | trainModel(name: 'm', command: ':') | :",
            })
    void overhead(String word, String step, String work) throws Exception {
        milliseconds(step, STEPS / 4); // warm
        double none = milliseconds(step, 0);
        double all = milliseconds(step, STEPS);
        double own = work == null ? 0 : shell(work);
        System.out.printf(
                Locale.ROOT,
                "%s: %.1f ms a step, of which %.1f ms are its own work: overhead %.1f ms%n",
                word,
                (all - none) / STEPS,
                own,
                (all - none) / STEPS - own);
    }

    private double milliseconds(String step, int count) throws Exception {
        String steps = "echo 'start'\n" + String.join("\n", Collections.nCopies(count, step));
        long start = System.nanoTime();
        assertThat(new Runner(workspace).steps(steps).result()).isEqualTo(Result.SUCCESS);
        return (System.nanoTime() - start) / 1e6;
    }

    /** The same command without the runner. */
    private double shell(String work) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < STEPS; i++) {
            assertThat(new ProcessBuilder("sh", "-xe", "-c", work)
                            .directory(workspace.toFile())
                            .start()
                            .waitFor())
                    .isZero();
        }
        return (System.nanoTime() - start) / 1e6 / STEPS;
    }
}
