package io.jenkins.plugins.mlsteps.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.cli.session.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that are compared with runs before them. */
class BuildBaselineTest {
    @TempDir
    Path directory;

    @Test
    void comparesWithTheLastBuildThatSucceededWhateverFailedSince() throws Exception {
        assertThat(release(0.9, "firstModel: 'pass'").result()).isEqualTo(Result.SUCCESS);

        Runner.Outcome worse = release(0.8, "firstModel: 'pass'");
        assertThat(worse.result()).isEqualTo(Result.FAILURE);
        assertThat(worse.log()).anyMatch(line -> line.contains("auc = 0.8 does not meet >= baseline.auc = 0.9"));

        Runner.Outcome better = release(0.95, "");
        assertThat(better.result()).as("%s", better.log()).isEqualTo(Result.SUCCESS);
        assertThat(better.log()).anyMatch(line -> line.contains("auc = 0.95 meets >= baseline.auc = 0.9"));
        assertThat(release(0.92, "").log()).anyMatch(line -> line.contains("does not meet >= baseline.auc = 0.95"));
    }

    private Runner.Outcome release(double auc, String more) throws Exception {
        return new Runner(directory)
                .steps("trainModel(name: 'm', command: 'echo auc=" + auc + " && echo x > model.txt', model: 'model.txt')\n"
                        + "evaluateGate(name: 'quality', model: 'm', rules: ['auc >= baseline.auc'], baseline: 'build:lastSuccessfulBuild'"
                        + (more.isEmpty() ? "" : ", " + more) + ")\n"
                        + "archiveArtifacts artifacts: 'ml/**'");
    }
}
