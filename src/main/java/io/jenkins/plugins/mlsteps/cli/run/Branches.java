package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.session.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Runs stages side by side, each in a thread of its own, and waits for all of them. */
final class Branches {
    private final StageRunner runner;
    private final Execution execution;
    private final Frame around;
    private final boolean failFast;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();

    private record Ended(String name, Ending ending) {}

    /** @param failFast whether the first that breaks stops the others */
    Branches(StageRunner runner, Execution execution, Frame around, boolean failFast) {
        this.runner = runner;
        this.execution = execution;
        this.around = around;
        this.failFast = failFast;
    }

    /**
     * @throws InterruptedException when this thread was interrupted; by then all branches were, and ended
     */
    Ending run(List<Branch> branches) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Branch branch : branches) {
            Thread thread = new Thread(() -> run(branch), branch.stage().name());
            threads.add(thread);
            thread.start();
        }
        Ending ending = Ending.DONE;
        boolean interrupted = false;
        for (int left = branches.size(); left > 0; ) {
            try {
                Ended next = ended.take();
                left--;
                if (!next.ending().mayGoOn() && ending.mayGoOn()) {
                    ending = next.ending();
                    if (failFast && left > 0) {
                        around.stage().stop("branch '" + next.name() + "' failed");
                        threads.forEach(Thread::interrupt);
                    }
                }
            } catch (InterruptedException e) {
                interrupted = true;
                threads.forEach(Thread::interrupt);
            }
        }
        if (interrupted) {
            throw new InterruptedException("the branches were stopped");
        }
        return ending;
    }

    private void run(Branch branch) {
        Frame frame = around.logging(around.log().branch(branch.stage().name())).with(branch.variables());
        Ending ending = Ending.BROKEN;
        try {
            ending = runner.run(branch.stage(), frame);
        } catch (Throwable e) {
            // Whatever it is: nobody else sees what ends this thread.
            execution.failed(frame, e);
        } finally {
            ended.add(new Ended(branch.stage().name(), ending));
        }
    }
}
