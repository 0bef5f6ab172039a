package io.jenkins.plugins.mlsteps.cli.step;

import io.jenkins.plugins.mlsteps.cli.session.RejectedStep;
import io.jenkins.plugins.mlsteps.record.FileTree;
import io.jenkins.plugins.mlsteps.spec.Word;
import java.io.IOException;
import java.nio.file.Path;

/** {@code deleteDir}, which never takes an author's own checkout. */
@Word(value = "deleteDir", doc = "Delete the current directory with all its files; the workspace itself is kept.")
public record DeleteDirStep() implements Step {
    @Override
    public Object run(StepCall call) throws IOException {
        Path directory = call.frame().directory();
        Path workspace = call.session().workspace();
        if (workspace.startsWith(directory) || call.session().home().startsWith(directory)) {
            call.log().line("deleteDir: " + directory + " is kept: it is where you work, not a copy made for this run");
            return null;
        }
        if (!directory.startsWith(workspace)) {
            throw new RejectedStep("deleteDir: " + directory + " is outside of the workspace " + workspace);
        }
        FileTree.remove(directory);
        return null;
    }
}
