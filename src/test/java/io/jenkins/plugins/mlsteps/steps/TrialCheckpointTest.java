package io.jenkins.plugins.mlsteps.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.mlsteps.deploy.kubernetes.Releases;
import io.jenkins.plugins.mlsteps.spec.Binder;
import io.jenkins.plugins.mlsteps.spec.TuneSpec;
import io.jenkins.plugins.mlsteps.spec.administration.Administration;
import io.jenkins.plugins.mlsteps.spec.administration.ComputeProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the trials of a study keep their checkpoints. */
class TrialCheckpointTest {
    /** Says what it found of whose checkpoint, and leaves its own; the first attempt fails. */
    private static final String FAILS_ONCE = "echo \"$ML_TRIAL found $(cat \"$ML_CHECKPOINT_DIR/whose\" 2>/dev/null)\" >> seen;"
            + " if [ -e \"$ML_CHECKPOINT_DIR/whose\" ]; then echo loss=1; else echo $ML_TRIAL > \"$ML_CHECKPOINT_DIR/whose\"; exit 1; fi";

    private static final String EMPTY = "test -z \"$(ls \"$ML_CHECKPOINT_DIR\")\"; touch \"$ML_CHECKPOINT_DIR/epoch\"; echo loss=1";

    @TempDir
    Path workspace;

    @AfterEach
    void letGoOfTheStudy() {
        close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ckpt", "ckpt/"})
    void eachTrialHasItsOwnAndFindsItAgainInItsNextAttempt(String checkpoint) throws Exception {
        drive(Map.of("command", FAILS_ONCE, "checkpoint", checkpoint, "retries", 1, "trials", 3));

        assertThat(seen()).containsExactly("0 found ", "0 found 0", "1 found ", "1 found 1", "2 found ", "2 found 2");
        assertThat(workspace.resolve("ckpt/bowl/2/whose")).hasContent("2");
    }

    @Test
    void trialsSideBySideAndRepeatsHaveTheirOwn() throws Exception {
        drive(Map.of("command", FAILS_ONCE, "checkpoint", "ckpt", "retries", 1, "trials", 2, "repeats", 2, "parallel", 4));

        assertThat(seen()).containsExactlyInAnyOrder(
                "0 found ", "0 found 0", "1 found ", "1 found 1", "2 found ", "2 found 2", "3 found ", "3 found 3");
    }

    @Test
    void isThereYetWhenTheHostWasStartedAgain() throws Exception {
        Map<String, Object> parameters = Map.of("command", FAILS_ONCE, "checkpoint", "ckpt", "retries", 1, "trials", 2);

        TestHost.drive(
                () -> {
                    close();
                    return step(parameters, false, TestBodies.none());
                },
                TestBodies.none(), state -> {});

        assertThat(seen()).containsExactly("0 found ", "0 found 0", "1 found ", "1 found 1");
    }

    @Test
    void aTrialDoesNotGoOnFromItsNumberOfAnEarlierBuild() throws Exception {
        Map<String, Object> parameters = Map.of("command", EMPTY, "checkpoint", "ckpt", "trials", 2);
        Files.createDirectories(workspace.resolve("ckpt/bowl/pretrained"));
        drive(parameters);

        assertThat(drive(parameters).value()).isEqualTo(1);

        assertThat(workspace.resolve("ckpt/bowl/pretrained")).as("what is no trial's").exists();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ckpt/bowl/0", ".mlsteps/runs/tune/bowl/trials/0/checkpoint"})
    void aTrialThatIsChosenAgainDoesNotGoOnFromTheOneThatIsLost(String directory) throws Exception {
        Map<String, Object> parameters = new HashMap<>(Map.of("command", EMPTY, "trials", 1));
        if (directory.startsWith("ckpt")) {
            parameters.put("checkpoint", "ckpt");
        }
        TuneStep step = step(parameters, false, TestBodies.none());
        TuneState state = step.initial();
        while (!state.running().containsKey(0) || state.running().get(0).run().phase() != RunState.Phase.SUBMITTED) {
            state = step.advance(state).state();
        }
        Files.writeString(workspace.resolve(directory).resolve("epoch"), "3");
        close();
        Files.writeString(workspace.resolve("ml/tune/bowl/trials.jsonl"), "", StandardOpenOption.TRUNCATE_EXISTING);

        TuneStep again = step(parameters, false, TestBodies.none());
        Turn<TuneState, TuneResult> turn = again.advance(state);
        while (turn.result().isEmpty()) {
            turn = again.advance(turn.state());
        }

        assertThat(turn.result().get().value()).isEqualTo(1);
    }

    @Test
    void aBodyHasItsOwnToo() throws Exception {
        TestBodies bodies = new TestBodies(workspace, body -> {
            Path checkpoint = Path.of(body.environment().get("ML_CHECKPOINT_DIR"));
            assertThat(checkpoint).isEmptyDirectory();
            Files.createFile(checkpoint.resolve("epoch"));
            assertThat(workspace.resolve(body.files().directories().get("ML_CHECKPOINT_DIR")).resolve("epoch")).exists();
            return "loss=1\n";
        });
        TuneStep step = step(Map.of("checkpoint", "ckpt", "trials", 2), true, bodies);

        TestHost.drive(() -> step, bodies, state -> {});

        assertThat(workspace.resolve("ckpt/bowl/0/epoch")).exists();
        assertThat(workspace.resolve("ckpt/bowl/1/epoch")).exists();
    }

    @Test
    void thePodOfATrialGetsItsOwnAlone() throws Exception {
        // Nothing is asked of the cluster before the trials are prepared.
        TestHost host = new TestHost(workspace)
                .with(new Administration(Map.of(), Map.of("gpu", ComputeProfile.of(ComputeProfile.Type.kubernetes)), Map.of()))
                .in(profile -> Releases.cluster(null));
        TuneStep step = step(host, Map.of(
                "command", "true", "checkpoint", "ckpt", "trials", 2, "parallel", 2,
                "compute", "gpu", "image", "registry.example.com/ml/churn:1.4"), false, TestBodies.none());
        TuneState state = step.initial();
        while (state.running().size() < 2 || state.running().get(1).run().handle() == null) {
            state = step.advance(state).state();
        }

        assertThat(state.running().values())
                .extracting(trial -> trial.run().handle().details().get("checkpoint"))
                .containsExactly("ckpt/bowl/0", "ckpt/bowl/1");
    }

    private TuneResult drive(Map<String, Object> parameters) throws Exception {
        return TestHost.drive(step(parameters, false, TestBodies.none()));
    }

    private TuneStep step(Map<String, Object> parameters, boolean hasBody, TestBodies bodies) {
        return step(new TestHost(workspace), parameters, hasBody, bodies);
    }

    private static TuneStep step(TestHost host, Map<String, Object> parameters, boolean hasBody, TestBodies bodies) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.putAll(Map.of(
                "name", "bowl", "objective", "loss", "direction", "minimize",
                "space", List.of(Map.of("type", "uniform", "name", "x", "min", -1.0, "max", 1.0))));
        return new TuneStep(host, Binder.bind(TuneSpec.class, all), hasBody, bodies);
    }

    private List<String> seen() throws IOException {
        return Files.readAllLines(workspace.resolve("seen"));
    }

    private void close() {
        try {
            OpenStudies.close(workspace.resolve("ml/tune/bowl"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
