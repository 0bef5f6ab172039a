package io.jenkins.plugins.mlsteps.cli.local;

import io.jenkins.plugins.mlsteps.cli.step.Failures;
import io.jenkins.plugins.mlsteps.record.Json;
import io.jenkins.plugins.mlsteps.steps.StepFailure;
import io.jenkins.plugins.mlsteps.steps.StepMachine;
import io.jenkins.plugins.mlsteps.steps.Turn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Drives one step in the calling thread: saves its state, starts and stops bodies, waits as long as it says. */
public final class StepDriver {
    /** A step that wants to go on at once still lets a body's end be noticed. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Path stateFile;
    private final LocalBodies bodies;

    /** @param stateFile where the state survives this process */
    public StepDriver(Path stateFile, LocalBodies bodies) {
        this.stateFile = stateFile;
        this.bodies = bodies;
    }

    /**
     * @return what the step returns
     * @throws InterruptedException after everything the step had running was stopped
     */
    public <S extends Record, R> R run(StepMachine<S, R> machine) throws IOException, InterruptedException {
        S state = Files.exists(stateFile) ? Json.read(stateFile, machine.stateType()) : machine.initial();
        try {
            while (true) {
                Turn<S, R> turn = machine.advance(state);
                if (!turn.state().equals(state)) {
                    Json.write(stateFile, turn.state());
                    state = turn.state();
                }
                if (turn.result().isPresent()) {
                    return turn.result().get();
                }
                turn.stop().forEach(bodies::stop);
                turn.start().forEach(bodies::start);
                bodies.await(turn.pause().compareTo(LONGEST_PAUSE) < 0 ? turn.pause() : LONGEST_PAUSE);
            }
        } catch (StepFailure e) {
            Files.deleteIfExists(stateFile); // it ended by itself: whoever tries it again starts over
            throw e;
        } catch (InterruptedException | IOException | RuntimeException e) {
            // What was interrupted in the middle of a file says so by an IOException, and would go on to interrupt the clearing up.
            boolean interrupted = Thread.interrupted();
            abort(machine, state, e, interrupted);
            if (interrupted && !(e instanceof InterruptedException)) {
                throw (InterruptedException) new InterruptedException("interrupted").initCause(e);
            }
            throw e;
        } finally {
            bodies.close();
        }
    }

    private <S extends Record, R> void abort(StepMachine<S, R> machine, S state, Exception cause, boolean interrupted)
            throws IOException, InterruptedException {
        boolean isInterrupted = interrupted || cause instanceof InterruptedException;
        String why = isInterrupted ? "interrupted" : Failures.message(cause);
        try {
            machine.abort(state, why);
        } catch (IOException | RuntimeException e) {
            cause.addSuppressed(e);
        }
        Optional<S> after = isInterrupted ? machine.afterAbort(state) : Optional.empty();
        if (after.isPresent()) {
            Json.write(stateFile, after.get());
        } else {
            Files.deleteIfExists(stateFile);
        }
    }
}
