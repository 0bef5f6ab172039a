package io.jenkins.plugins.mlsteps.cli.run;

import io.jenkins.plugins.mlsteps.cli.session.Frame;
import io.jenkins.plugins.mlsteps.cli.session.SideBySide;
import java.util.List;

/** Runs stages side by side and waits for all of them. */
final class Branches {
    private final StageRunner runner;
    private final Execution execution;
    private final Frame around;
    private final boolean failFast;
    private Ending ending = Ending.DONE;

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
        List<SideBySide.Piece<Ending>> pieces = branches.stream()
                .map(branch -> new SideBySide.Piece<>(branch.stage().name(), () -> run(branch)))
                .toList();
        if (SideBySide.run(pieces, this::stopsOthers)) {
            throw new InterruptedException("the branches were stopped");
        }
        return ending;
    }

    private boolean stopsOthers(String name, Ending next, int left) {
        boolean goesOn = next != null && next.mayGoOn();
        if (goesOn || !ending.mayGoOn()) {
            return false;
        }
        ending = next == null ? Ending.BROKEN : next;
        boolean stops = failFast && left > 0;
        if (stops) {
            around.stage().stop("branch '" + name + "' failed");
        }
        return stops;
    }

    private Ending run(Branch branch) {
        Frame frame = around.logging(around.log().branch(branch.stage().name())).with(branch.variables());
        try {
            return runner.run(branch.stage(), frame);
        } catch (Throwable e) {
            // Whatever it is: nobody else sees what ends this thread.
            execution.failed(frame, e);
            return Ending.BROKEN;
        }
    }
}
