package io.jenkins.plugins.mlsteps.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.mlsteps.cli.step.Failures;
import io.jenkins.plugins.mlsteps.record.WholeFile;
import io.jenkins.plugins.mlsteps.steps.StepMachine;
import io.jenkins.plugins.mlsteps.steps.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepDriverTest {
    @TempDir
    Path directory;

    private record State(int turns) {}

    private abstract static class Counting implements StepMachine<State, String> {
        @Override
        public Class<State> stateType() {
            return State.class;
        }

        @Override
        public State initial() {
            return new State(0);
        }
    }

    /** A step that is interrupted while it writes a file, and needs files to clear up. */
    private final class Interrupted extends Counting {
        @Override
        public Turn<State, String> advance(State state) throws IOException {
            if (state.turns() == 1) {
                Thread.currentThread().interrupt();
                WholeFile.write(directory.resolve("work"), "never whole");
            }
            return Turn.again(new State(state.turns() + 1), Duration.ZERO);
        }

        @Override
        public void abort(State state, String why) throws IOException {
            WholeFile.write(directory.resolve("aborted"), why);
        }
    }

    /** A step that fails, with something running that cannot be stopped. */
    private static final class Unstoppable extends Counting {
        @Override
        public Turn<State, String> advance(State state) throws IOException {
            throw new IOException("no space left");
        }

        @Override
        public void abort(State state, String why) throws IOException {
            throw new IOException("Job x may still run");
        }
    }

    @Test
    void whatCannotBeStoppedIsToldBesideTheFailure() {
        StepDriver driver = new StepDriver(directory.resolve("state.json"), new LocalBodies(directory, body -> {}));
        assertThatThrownBy(() -> driver.run(new Unstoppable()))
                .satisfies(failure -> assertThat(Failures.message(failure)).isEqualTo("no space left; Job x may still run"));
    }

    @Test
    void anInterruptInTheMiddleOfAFileLeavesTheStepTimeToClearUp() throws Exception {
        Path state = directory.resolve("state.json");
        StepDriver driver = new StepDriver(state, new LocalBodies(state.getParent(), body -> {}));
        assertThatThrownBy(() -> driver.run(new Interrupted())).isInstanceOf(InterruptedException.class);
        assertThat(directory.resolve("aborted")).hasContent("interrupted");
        assertThat(directory.resolve("work")).doesNotExist();
        assertThat(Files.exists(state)).isFalse();
    }
}
