package io.jenkins.plugins.mlsteps.cli.local;

import io.jenkins.plugins.mlsteps.cli.step.Failures;
import io.jenkins.plugins.mlsteps.steps.Bodies;
import io.jenkins.plugins.mlsteps.steps.BodyRun;
import io.jenkins.plugins.mlsteps.workload.OutputChunk;
import io.jenkins.plugins.mlsteps.workload.local.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The author's bodies a step has running here, each in a thread of its own. */
public final class LocalBodies implements Bodies {
    /** Runs a body in the calling thread. */
    @FunctionalInterface
    public interface Runner {
        void run(BodyRun body) throws Exception;
    }

    private final Path workspace;
    private final Runner runner;
    private final Map<String, Running> known = new LinkedHashMap<>();
    private int endedSinceLastLook;

    /** @param workspace in which bodies leave their output */
    public LocalBodies(Path workspace, Runner runner) {
        this.workspace = workspace;
        this.runner = runner;
    }

    private static final class Running {
        private final Thread thread;
        private final String output;
        private boolean stopped;
        private Outcome outcome;

        private Running(Thread thread, String output) {
            this.thread = thread;
            this.output = output;
        }
    }

    /** Starts a body, unless it was started before. */
    synchronized void start(BodyRun body) {
        if (!known.containsKey(body.id())) {
            Thread thread = new Thread(() -> run(body), body.label());
            known.put(body.id(), new Running(thread, body.output()));
            thread.start();
        }
    }

    /** Asks a body to end, once: what it does for its end is not interrupted. */
    synchronized void stop(String id) {
        Running running = known.get(id);
        if (running != null && !running.stopped) {
            interrupt(running);
        }
    }

    private static void interrupt(Running running) {
        if (running.outcome == null) {
            running.stopped = true;
            running.thread.interrupt();
        }
    }

    @Override
    public synchronized Optional<Outcome> outcome(String id) {
        return Optional.ofNullable(known.get(id)).map(running -> running.outcome);
    }

    @Override
    public synchronized boolean isKnown(String id) {
        return known.containsKey(id);
    }

    @Override
    public synchronized OutputChunk output(String id, long cursor) throws IOException {
        return OutputFile.read(workspace.resolve(known.get(id).output), cursor);
    }

    /** Waits until a body ends that had not ended when this was asked last, or the time is up. */
    synchronized void await(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (endedSinceLastLook == 0) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return;
            }
            wait(left / 1_000_000, (int) (left % 1_000_000));
        }
        endedSinceLastLook = 0;
    }

    /** Stops all bodies and waits for them: afterwards nothing of the author's code runs in this step. */
    void close() {
        List<Running> all;
        synchronized (this) {
            known.values().forEach(LocalBodies::interrupt);
            all = List.copyOf(known.values());
        }
        boolean interrupted = false;
        for (Running running : all) {
            while (running.thread.isAlive()) {
                try {
                    running.thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(BodyRun body) {
        String error = null;
        try {
            runner.run(body);
        } catch (Throwable e) {
            // Whatever it is: who waits for the body would wait for ever.
            error = Failures.message(e);
        }
        synchronized (this) {
            Running running = known.get(body.id());
            running.outcome = new Outcome(error, error != null && running.stopped);
            endedSinceLastLook++;
            notifyAll();
        }
    }
}
